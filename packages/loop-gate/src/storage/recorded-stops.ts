import type { GateDatabase } from '../gate.ts'
import type { RecordedRow } from '../replay/recorded.ts'

/** As many decisions as a folder keeps. */
const most = 10_000

/** The stops of clients that were judged since then, oldest first. */
export async function recordedStops(
  db: GateDatabase,
  { workspace_id, since }: { workspace_id: string | undefined; since: string },
): Promise<RecordedRow[]> {
  const newest = await db
    .selectFrom('gate_decisions')
    .select(['id', 'at', 'workspace_id', 'session', 'agent', 'mode', 'answered', 'outcome', 'reason'])
    .select(['issues', 'criteria', 'inputs', 'digest', 'policy_hash'])
    .where('at', '>=', since)
    .where('door', 'in', ['hook', 'http', 'mcp_tool'])
    .$if(workspace_id !== undefined, (select) => select.where('workspace_id', '=', workspace_id!))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  return newest.reverse()
}

/** The policies of these hashes, as far as their texts were kept. */
export async function policyTexts(db: GateDatabase, hashes: readonly string[]): Promise<Map<string, string>> {
  if (hashes.length === 0) return new Map()
  const rows = await db.selectFrom('gate_policies').select(['hash', 'text']).where('hash', 'in', hashes).execute()
  return new Map(rows.map(({ hash, text }) => [hash, text]))
}
