import type { GateDatabase } from '../gate.ts'
import type { Counted } from '../stats/figures.ts'

/** As many decisions as a folder keeps. */
const most = 10_000

/** What counts of the decisions since then, oldest first. */
export async function countedDecisions(
  db: GateDatabase,
  { workspace_id, since }: { workspace_id: string | undefined; since: string },
): Promise<Counted[]> {
  const newest = await db
    .selectFrom('gate_decisions')
    .select(['at', 'workspace_id', 'session', 'agent', 'door', 'mode', 'decision', 'answered', 'outcome', 'reason'])
    .select(['issues', 'criteria', 'digest', 'confidence', 'duration_ms'])
    .where('at', '>=', since)
    .$if(workspace_id !== undefined, (select) => select.where('workspace_id', '=', workspace_id!))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  return newest.reverse()
}
