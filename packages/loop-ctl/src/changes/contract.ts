import type { Ctl } from '../ctl.ts'
import { invalid } from '../refusals.ts'
import type { StoryRow } from '../storage/tables.ts'
import { criteriaCount } from '../views/story.ts'
import { requireActiveProject } from './active-project.ts'
import { transition } from './transition.ts'

/** What shows that a story was read. */
export interface Echo {
  story_title?: string
  ac_count?: number
}

/** Contracts a pending story for whoever read it. Throws where the echo is wrong; an orchestrator may skip it. */
export async function contractStory(ctl: Ctl, seen: StoryRow, echo: Echo | 'skipped'): Promise<StoryRow> {
  return transition(ctl, seen, 'contract', async (story) => {
    if (echo !== 'skipped') requireEcho(story, echo)
    await requireActiveProject(ctl, story)
    return { details: { agent_id: ctl.actor.agent?.id } }
  })
}

/** Whoever did not read a story cannot say its title and the number of its criteria. */
function requireEcho(story: StoryRow, { story_title, ac_count }: Echo): void {
  if (story_title !== story.title) throw invalid({ story_title: 'does not match the title of the story' }, { code: 'wrong_title' })
  const expected = criteriaCount(story)
  if (ac_count === expected) return
  const context = { expected_ac_count: expected, provided_ac_count: ac_count ?? null }
  throw invalid({ ac_count: `must be the number of acceptance criteria, ${expected}` }, { code: 'wrong_ac_count', data: { context } })
}
