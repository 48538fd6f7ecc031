import type { HookAnswer, HookEvent } from '../clients/client.ts'
import { printAnswer, readPayload } from '../clients/index.ts'
import { enter, isSilent } from '../stop/enter.ts'
import { type HookOptions, readHookOptions } from './hook-options.ts'
import { type LocalGate, localGate } from './local-gate.ts'
import { readStdin } from './read-stdin.ts'

/** Where a hook was called, and by whom. */
export interface HookDoor {
  words: readonly string[]
  environment: Readonly<Record<string, string | undefined>>
  cwd: string
  stdin: NodeJS.ReadableStream
  stderr: NodeJS.WritableStream
  /** Aborted when the client does not want to wait any more. */
  signal: AbortSignal
}

const nothing = '{}'

/**
 * Answers one event of a client's hook with one line of JSON, within its budget.
 *
 * Whatever goes wrong lets the agent go: it is said in one line on stderr, and the answer holds nobody.
 */
export async function answerEvent(door: HookDoor): Promise<string> {
  const options = readHookOptions(door.words)
  const ended = new AbortController()
  const over = setTimeout(() => ended.abort(), options.budgetMs)
  const signal = AbortSignal.any([ended.signal, door.signal])
  try {
    return await Promise.race([answer(door, options, signal), cutOff(signal)])
  } catch (error) {
    return complain(door, `the stop could not be judged, so it was allowed: ${(error as Error).message}`)
  } finally {
    clearTimeout(over)
    // Whatever still runs is of no use to anybody.
    ended.abort()
  }
}

async function answer(door: HookDoor, options: HookOptions, signal: AbortSignal): Promise<string> {
  const read = await readStdin(door.stdin)
  const payload = 'fault' in read ? read : readPayload(read.text, { client: options.client, cwd: door.cwd })
  if ('fault' in payload) return complain(door, `the payload of the hook is of no use: ${payload.fault}`)
  const gate = localGate({ environment: door.environment, databasePath: options.databasePath, signal })
  const judged = await judge(gate, payload.event, options.budgetMs)
  await gate.close().catch(() => {})
  const { json, stderr } = printAnswer(payload.event, judged)
  if (stderr !== undefined) door.stderr.write(`${stderr}\n`)
  return JSON.stringify(json)
}

/** What judges is loaded only where something is gated, which most folders are not. */
async function judge(gate: LocalGate, event: HookEvent, budgetMs: number): Promise<HookAnswer> {
  if (event.kind === 'other') return {}
  const entered = await enter(gate, event.cwd ?? '.')
  if ('why' in entered && isSilent(entered)) return {}
  const { judgeEntered } = await import('../stop/judge-stop.ts')
  try {
    return await judgeEntered(gate, event, { door: 'hook', budgetMs, mayRun: true, entered })
  } catch (error) {
    if ('why' in entered || (error as { code?: unknown }).code !== 'database_driver_missing') throw error
    // The accepted policy still says what can be run.
    const { judgeAlone } = await import('../stop/judge-alone.ts')
    return judgeAlone({ gate, event, started: gate.now(), door: 'hook', budgetMs, mayRun: true, ...entered })
  }
}

function cutOff(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const cut = () => reject(new Error('there was no time left'))
    signal.addEventListener('abort', cut, { once: true })
    if (signal.aborted) cut()
  })
}

function complain({ stderr }: HookDoor, problem: string): string {
  stderr.write(`loop-gate: ${problem}\n`)
  return nothing
}
