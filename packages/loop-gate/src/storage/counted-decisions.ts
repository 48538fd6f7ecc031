import type { GateDatabase } from '../gate.ts'
import type { Counted } from '../stats/figures.ts'
import { decisionsSince, type Since } from './decisions-since.ts'

/** What counts of the decisions since then, oldest first. */
export async function countedDecisions(db: GateDatabase, since: Since): Promise<Counted[]> {
  const newest = await decisionsSince(db, since)
    .select(['at', 'workspace_id', 'session', 'agent', 'door', 'mode', 'decision', 'answered', 'outcome', 'reason'])
    .select(['issues', 'criteria', 'digest', 'confidence', 'duration_ms'])
    .execute()
  return newest.reverse()
}
