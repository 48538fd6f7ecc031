import type { GateDatabase } from '../gate.ts'
import type { RecordedRow } from '../replay/recorded.ts'
import { decisionsSince, type Since } from './decisions-since.ts'

/** The stops of clients that were judged since then, oldest first. */
export async function recordedStops(db: GateDatabase, since: Since): Promise<RecordedRow[]> {
  const newest = await decisionsSince(db, since)
    .select(['id', 'at', 'workspace_id', 'session', 'agent', 'mode', 'answered', 'outcome', 'reason'])
    .select(['issues', 'criteria', 'inputs', 'digest', 'policy_hash'])
    .where('door', 'in', ['hook', 'http', 'mcp_tool'])
    .execute()
  return newest.reverse()
}

/** The policies of these hashes, as far as their texts were kept. */
export async function policyTexts(db: GateDatabase, hashes: readonly string[]): Promise<Map<string, string>> {
  if (hashes.length === 0) return new Map()
  const rows = await db.selectFrom('gate_policies').select(['hash', 'text']).where('hash', 'in', hashes).execute()
  return new Map(rows.map(({ hash, text }) => [hash, text]))
}
