import { at, type Ctl } from '../ctl.ts'
import type { StoryRow } from '../storage/tables.ts'
import { requireActiveProject } from './active-project.ts'
import { requireUnblocked } from './blockers.ts'
import { transition } from './transition.ts'

/** Gives a contracted story to the agent that calls. Throws where it is not theirs to take, or waits for others. */
export async function claimStory(ctl: Ctl, seen: StoryRow): Promise<StoryRow> {
  const agent = ctl.actor.agent?.id
  return transition(ctl, seen, 'claim', async (story) => {
    await requireActiveProject(ctl, story)
    await requireUnblocked(ctl, story)
    return { set: { assigned_agent_id: agent, assigned_at: at(ctl), ever_assigned: 1 }, details: { agent_id: agent } }
  })
}
