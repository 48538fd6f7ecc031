import type { EffectContext } from 'loop-core'
import { GateConfig, isHosted, sessionOf } from '../config.ts'
import { folderOf, gateOf } from '../gate-of.ts'
import { elsewhere } from '../stop/answer-stop.ts'
import { type GateStatus, gateStatus, statusElsewhere } from './status.ts'

/** How the folder stands in which the caller works. */
export async function statusHere(context: EffectContext): Promise<GateStatus> {
  const settings = context.config(GateConfig)
  if (isHosted(settings)) return statusElsewhere(elsewhere().hints)
  return gateStatus(gateOf(context), { folder: folderOf(settings), session: sessionOf(settings) })
}
