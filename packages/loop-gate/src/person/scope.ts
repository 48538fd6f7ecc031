import { LoopError } from 'loop-core'
import type { Gate } from '../gate.ts'
import { lookAt } from '../measure/look.ts'
import type { Gated } from '../stop/enter.ts'

/** The name under which the protected files are waived. */
export const protectedFiles = 'protected'

/** The content that a person speaks of: the files of one criterion as they are now. */
export async function scopeNow(gate: Gate, { workspace, accepted }: Gated, id: string): Promise<string> {
  const look = await lookAt(workspace.root, accepted.policy, gate.signal)
  const scope = id === protectedFiles ? look.protected : look.scopes[id]
  if (scope != null) return scope
  throw new LoopError('unavailable', `The files cannot be listed, so nothing holds for exactly these: ${look.reason ?? 'unknown'}.`, {
    code: 'workspace_unseen',
    hints: ['Run loop-gate doctor; or waive it for some hours: criterion waive --hours.'],
  })
}
