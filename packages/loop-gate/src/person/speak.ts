import type { Place } from '../policy/in-force.ts'
import type { WaiverRow } from '../storage/tables.ts'
import { insertWaiver } from '../storage/waivers.ts'

type Word = Pick<WaiverRow, 'criterion_id' | 'kind' | 'scope_digest' | 'until' | 'reason'>

/** Keeps what a person said of a criterion, and tells the log. */
export async function speak({ gate, workspace }: Place, word: Word): Promise<WaiverRow> {
  const at = gate.now().toISOString()
  const row = { ...word, id: `wv_${gate.newId()}`, workspace_id: workspace.id, by: gate.actor, at }
  const { id: entity, criterion_id: criterion, kind, scope_digest, until, reason, by } = row
  const holds = until === null ? { scope_digest } : { until }
  const said = kind === 'waived' ? { reason } : {}
  await gate.transaction('write', async ({ db, emit }) => {
    await insertWaiver(db, row)
    emit({ type: `criterion.${kind}`, entity, scope: workspace.id, after: { criterion, by, ...said, ...holds } })
  })
  return row
}
