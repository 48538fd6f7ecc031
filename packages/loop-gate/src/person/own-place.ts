import type { EffectContext } from 'loop-core'
import { GateConfig, isHosted } from '../config.ts'
import { folderOf, gateOf } from '../gate-of.ts'
import type { Place } from '../policy/in-force.ts'
import { notGated, onlyOnOwnMachine, selfAcceptRefused } from '../refusals.ts'
import { enter, type Gated } from '../stop/enter.ts'
import { workspaceFor } from '../stop/whereabouts.ts'
import { insideCheck } from '../words.ts'

/** The folder that a person speaks about: one on their own machine. */
export async function ownPlace(context: EffectContext): Promise<Place> {
  const { gate, folder } = own(context)
  const workspace = await workspaceFor(gate, folder)
  if (workspace === undefined) throw notGated({ why: 'no_workspace' })
  return { gate, workspace }
}

/** The same, where a policy is in force and stops are judged. */
export async function ownGated(context: EffectContext): Promise<Place & { gated: Gated }> {
  const { gate, folder } = own(context)
  const gated = await enter(gate, folder)
  if ('why' in gated) throw notGated(gated)
  return { gate, gated, workspace: gated.workspace }
}

function own(context: EffectContext) {
  const settings = context.config(GateConfig)
  if (isHosted(settings)) throw onlyOnOwnMachine()
  // A check is a program of the folder that is judged.
  if (settings.LOOP_GATE_RUN) throw selfAcceptRefused(insideCheck)
  return { gate: gateOf(context), folder: folderOf(settings) }
}
