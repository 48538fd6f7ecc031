import type { HookAnswer, HookEvent } from '../clients/client.ts'
import type { Workspace } from '../policy/workspace.ts'
import { enterAt, type Gated } from '../stop/enter.ts'
import { judgeAlone } from '../stop/judge-alone.ts'
import { judgeEntered, type StopOptions } from '../stop/judge-stop.ts'
import { type LocalGate, type LocalGateOptions, localGate } from './local-gate.ts'

export interface Here extends LocalGateOptions {
  workspace: Workspace
  budgetMs: number
}

/** Judges one event in a folder that has a policy, with the database of this machine. */
export async function judgeHere(event: HookEvent, { workspace, budgetMs, ...options }: Here): Promise<HookAnswer> {
  const gate = localGate(options)
  try {
    return await judge(gate, event, { workspace, budgetMs })
  } finally {
    await gate.close().catch(() => {})
  }
}

async function judge(
  gate: LocalGate,
  event: HookEvent,
  { workspace, budgetMs }: Pick<Here, 'workspace' | 'budgetMs'>,
): Promise<HookAnswer> {
  const entered = await enterAt(gate, workspace)
  const options: StopOptions = { door: 'hook', budgetMs, mayRun: true }
  try {
    return await judgeEntered(gate, event, { ...options, entered })
  } catch (error) {
    if ('why' in entered || !isDriverMissing(error)) throw error
    // The accepted policy still says what can be run.
    return judgeAlone({ gate, event, started: gate.now(), ...options, ...(entered satisfies Gated) })
  }
}

function isDriverMissing(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'database_driver_missing'
}
