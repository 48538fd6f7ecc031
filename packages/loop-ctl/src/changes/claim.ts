import { at, type Ctl } from '../ctl.ts'
import { judge } from '../judge.ts'
import type { StoryRow } from '../storage/tables.ts'
import { requireUnblocked } from './blockers.ts'
import { transition } from './transition.ts'

/** Gives a contracted story to the agent that calls. Throws where it is not theirs to take, or waits for others. */
export async function claimStory(ctl: Ctl, story: StoryRow): Promise<StoryRow> {
  judge('claim', story, ctl.actor)
  await requireUnblocked(ctl, story)
  const agent = ctl.actor.agent!.id
  return transition(ctl, story, 'claim', {
    set: { assigned_agent_id: agent, assigned_at: at(ctl), ever_assigned: 1 },
    details: { agent_id: agent },
  })
}
