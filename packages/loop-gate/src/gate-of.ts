import { homedir } from 'node:os'
import { join } from 'node:path'
import { actorId, type EffectContext } from 'loop-core'
import { GateConfig, type GateSettings } from './config.ts'
import type { Gate } from './gate.ts'

/** The surroundings of a judgement that a server makes. */
export function gateOf(context: EffectContext): Gate {
  const settings = context.config(GateConfig)
  const { now, newId, signal, evidence } = context
  return {
    transaction: (_access, work) => context.transaction(work),
    now,
    newId,
    signal,
    evidence,
    actor: actorId(context.actor),
    home: homeOf(settings),
    environment: settings,
  }
}

/** The folder of Loop on this machine. */
export function homeOf({ LOOP_HOME }: Pick<GateSettings, 'LOOP_HOME'>): string {
  return LOOP_HOME || join(homedir(), '.loop')
}

/** The folder that a call is about where it does not say. */
export function folderOf({ LOOP_WORKSPACE }: Pick<GateSettings, 'LOOP_WORKSPACE'>): string {
  return LOOP_WORKSPACE || process.cwd()
}
