import type { Ctl } from '../ctl.ts'
import { refused } from '../refusals.ts'
import { type Blocker, blockersOf } from '../storage/graph.ts'
import type { StoryRow } from '../storage/tables.ts'

/** Refuses a story that waits for others, naming those. */
export async function requireUnblocked({ db }: Ctl, story: StoryRow): Promise<void> {
  const blockers = await blockersOf(db, story)
  if (blockers.length === 0) return
  const hints = [`It waits for ${blockers.slice(0, 20).map(wordsOf).join(', ')}, which must be verified first.`]
  throw refused('claim', story, { code: 'dependencies_unmet', hints })
}

function wordsOf({ number, title, verified_status, agent_status }: Blocker): string {
  return `${number} (${title}; ${agent_status}, ${verified_status})`
}
