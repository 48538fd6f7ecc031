import type { HookAnswer, HookEvent } from '../clients/client.ts'
import { printAnswer, readPayload } from '../clients/index.ts'
import { whereabouts } from '../stop/whereabouts.ts'
import { homeIn } from './home.ts'
import { type HookOptions, readHookOptions } from './hook-options.ts'
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
  const end = () => ended.abort()
  const over = setTimeout(end, options.budgetMs)
  door.signal.addEventListener('abort', end, { once: true })
  if (door.signal.aborted) end()
  try {
    return await Promise.race([answer(door, options, ended.signal), cutOff(ended.signal)])
  } catch (error) {
    return complain(door, `the stop could not be judged, so it was allowed: ${(error as Error).message}`)
  } finally {
    clearTimeout(over)
    // Whatever still runs is of no use to anybody.
    end()
  }
}

async function answer(door: HookDoor, options: HookOptions, signal: AbortSignal): Promise<string> {
  const read = await readStdin(door.stdin)
  const payload = 'fault' in read ? read : readPayload(read.text, { client: options.client, cwd: door.cwd })
  if ('fault' in payload) return complain(door, `the payload of the hook is of no use: ${payload.fault}`)
  const { json, stderr } = printAnswer(payload.event, await judge(payload.event, { ...door, ...options, signal }))
  if (stderr !== undefined) door.stderr.write(`${stderr}\n`)
  return JSON.stringify(json)
}

/** What judges is loaded only where somebody wrote or accepted a policy, which most folders lack. */
async function judge(event: HookEvent, { environment, databasePath, budgetMs, signal }: HookDoor & HookOptions): Promise<HookAnswer> {
  if (event.kind === 'other') return {}
  const workspace = await whereabouts({ environment, home: homeIn(environment) }, event.cwd ?? '.')
  if ('why' in workspace) return {}
  const { judgeHere } = await import('./judge-here.ts')
  return judgeHere(event, { workspace, environment, databasePath, budgetMs, signal })
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
