import type { CtlDatabase } from './ctl.ts'
import { epicWithin } from './references.ts'
import type { SomeRows } from './storage/some-rows.ts'
import { type StoryFilter, selectStories } from './storage/stories.ts'
import type { StoryRow } from './storage/tables.ts'
import { type TokenTotals, tokenTotalsOf } from './storage/token-totals.ts'

type Wanted = Omit<StoryFilter, 'project_id' | 'epic_id'> & {
  project_id: string
  /** Id or number. */
  epic_id?: string
  include_token_totals?: boolean
}

/** Stories of a project with what was asked for about them; an epic that the project does not have has no stories. */
export async function listStoriesOf(
  db: CtlDatabase,
  { include_token_totals, epic_id, ...filter }: Wanted,
  page: { limit: number; offset: number },
): Promise<SomeRows<StoryRow & Partial<TokenTotals>>> {
  const epic = epic_id === undefined ? undefined : await epicWithin(db, filter.project_id, epic_id)
  if (epic_id !== undefined && epic === undefined) return { rows: [], total: 0 }
  const { rows, total } = await selectStories(db, { ...filter, epic_id: epic }, page)
  if (!include_token_totals) return { rows, total }
  const totals = await tokenTotalsOf(
    db,
    rows.map(({ id }) => id),
  )
  return { rows: rows.map((row) => ({ ...row, ...(totals.get(row.id) ?? none) })), total }
}

const none: TokenTotals = { total_tokens: 0, total_cost_millicents: 0 }
