import { homedir } from 'node:os'
import { join } from 'node:path'
import { localOwner, openToRead } from 'loop-core/direct'
import { migrations } from '../migrations/index.ts'
import { findSignal } from '../storage/signals.ts'
import type { HookEvent } from './payload.ts'
import { signalKeyOf } from './signature.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Notes what a hook tells of in the file of this machine; what needs a server or another database has its hooks call that by HTTP. */
export async function takeHere(environment: Environment, payload: object, event: HookEvent): Promise<unknown> {
  const elsewhere = environment.LOOP_SERVER || environment.DATABASE_URL
  if (elsewhere) throw new Error('the notes are not on this machine; let a hook of the kind http call POST /api/hooks there')
  const path = environment.LOOP_DB_PATH || join(environment.LOOP_HOME || join(homedir(), '.loop'), 'data', 'loop.db')
  if (event.kind === 'tool' && !event.failed && !(await hasFailed(path, event))) return undefined
  const { recordHere } = await import('./record-here.ts')
  return recordHere({ path, environment }, payload)
}

/** Most calls of tools succeed and follow no failure: that is found out without a server's worth of code. */
async function hasFailed(path: string, event: Extract<HookEvent, { kind: 'tool' }>): Promise<boolean> {
  const reading = openToRead({ path, module: { prefix: 'learn', migrations } })
  try {
    return (await reading.transaction((db) => findSignal(db as never, localOwner.id, signalKeyOf(event)))) !== undefined
  } catch {
    // A file that is not there, or from before there were hooks, knows of no failure.
    return false
  } finally {
    await reading.close().catch(() => {})
  }
}
