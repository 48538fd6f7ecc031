import { setTimeout as sleep } from 'node:timers/promises'
import { type Caller, LoopError } from 'loop-core'
import type { ProcessResult } from 'loop-core/process'
import type { Lease } from './keep-lease.ts'

const shownCharacters = 2_000

/** With which a command says that it could not do the task now, and that this is nobody's failure. */
const temporary = 75

/** Tells the queue how a command ended. */
export async function report(caller: Caller, { task_id, lease_token }: Lease, result: ProcessResult): Promise<void> {
  const said = lastWords(result.outputTail, lease_token)
  const lease = { task_id, lease_token }
  if (result.exitCode === 0 && result.outcome === 'exited') {
    await patiently(() => caller.call('complete_task', { ...lease, ...(said && { summary: said }) }))
    return
  }
  const outcome = isNobodysFault(result) ? 'released' : 'failed'
  await patiently(() => caller.call('release_task', { ...lease, outcome, reason: reasonOf(result, said) }))
}

/** A person who ended the work, or a command that is not there, says nothing about the task. */
function isNobodysFault({ outcome, exitCode }: ProcessResult): boolean {
  return outcome === 'cancelled' || outcome === 'could_not_start' || exitCode === temporary
}

function reasonOf({ outcome, exitCode, signal, startError }: ProcessResult, said: string): string {
  const why =
    outcome === 'could_not_start'
      ? `The command could not be started: ${startError}.`
      : outcome === 'cancelled'
        ? 'The worker was told to end.'
        : `The command ended with ${signal ?? `exit code ${exitCode}`}.`
  return ending(`${why}\n${said}`.trim(), shownCharacters, why)
}

/** The end of an output as other people may read it: without terminal codes, and without the name of the lease. */
function lastWords(output: string, token: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal codes are what is to go
  const plain = output.replaceAll(/\u001b\[[\d;?]*[a-zA-Z]/g, '').replaceAll(/[^\P{Cc}\n\t]/gu, '')
  return [...plain.replaceAll(token, '(lease token)').trim()].slice(-shownCharacters).join('').trim()
}

/** A text that is too long keeps its beginning and its end. */
function ending(text: string, max: number, beginning: string): string {
  const characters = [...text]
  if (characters.length <= max) return text
  return `${beginning}\n…${characters.slice(-(max - beginning.length - 2)).join('')}`
}

const tries = 5

/** Asks again after a while where nobody could be reached: hours of work may hang on it. */
export async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask()
    } catch (thrown) {
      if (attempt === tries || !LoopError.is(thrown) || thrown.kind !== 'unavailable') throw thrown
      await sleep(attempt * 1_000)
    }
  }
}
