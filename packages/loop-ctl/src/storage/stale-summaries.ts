import type { Place } from '../budget.ts'
import type { CtlDatabase } from '../ctl.ts'
import type { CostScope } from '../words.ts'

/** Says of the sums of a day that hold a report that they are no longer true, so that they are added up anew. */
export async function markStale(db: CtlDatabase, { story_id, epic_id, project_id, agent_id }: Place, day: string): Promise<void> {
  const scopes: readonly [CostScope, string][] = [
    ['story', story_id],
    ['epic', epic_id],
    ['project', project_id],
    ['agent', agent_id],
  ]
  await db
    .updateTable('ctl_cost_summaries')
    .set({ stale: 1 })
    .where('period_start', '=', day)
    .where(({ or, and }) => or(scopes.map(([scope_type, scope_id]) => and({ scope_type, scope_id }))))
    .execute()
}
