import { constants } from 'node:os'
import type { CommandSurroundings } from 'loop-core'
import { type ProcessResult, runProcess, scrubEnvironment } from 'loop-core/process'
import { isLost, keepLease, type Lease } from './keep-lease.ts'
import { type Claimed, promptOf } from './prompt.ts'
import { report } from './report.ts'

export interface Ended {
  exitCode: number
  /** Another try would end in the same way. */
  hopeless: boolean
}

const graceMilliseconds = 10_000
const longestMilliseconds = 25 * 3_600_000

/** Runs the command for one claimed task and tells the queue how that ended. */
export async function runTask(command: readonly string[], claimed: Claimed, surroundings: CommandSurroundings): Promise<Ended> {
  const { caller, stderr } = surroundings
  const lease: Lease = { task_id: claimed.task!.id, lease_token: claimed.lease!.token, seconds: claimed.lease!.seconds }
  const { lost, stop } = keepLease(caller, lease)
  try {
    const result = await run(command, { claimed, lost, surroundings })
    if (!lost.aborted) await report(caller, lease, result)
    if (result.outcome === 'could_not_start') stderr.write(`${command[0]} could not be started: ${result.startError}.\n`)
    if (!lost.aborted) return { exitCode: codeOf(result), hopeless: result.outcome === 'could_not_start' }
  } catch (thrown) {
    if (!isLost(thrown)) throw thrown
  } finally {
    stop()
  }
  stderr.write(`The lease of task ${lease.task_id} was lost; what the command did is not recorded.\n`)
  return { exitCode: 1, hopeless: false }
}

interface Run {
  claimed: Claimed
  lost: AbortSignal
  surroundings: CommandSurroundings
}

function run(command: readonly string[], { claimed, lost, surroundings }: Run): Promise<ProcessResult> {
  const { environment, signal, stdout, stderr } = surroundings
  return runProcess({
    command,
    cwd: process.cwd(),
    env: { ...scrubEnvironment({ ...environment }, { drop: ['LOOP_SMTP_URL'] }), ...variablesOf(claimed) },
    input: promptOf(claimed),
    signal: AbortSignal.any([signal, lost]),
    timeoutMs: longestMilliseconds,
    graceMs: graceMilliseconds,
    maxOutputBytes: 32_768,
    onOutput: (chunk, stream) => void (stream === 'stdout' ? stdout : stderr).write(chunk),
  })
}

function variablesOf({ task, loop, lease }: Claimed): Record<string, string> {
  return {
    LOOP_TASK_ID: task!.id,
    ...(loop && { LOOP_LOOP_ID: loop.id }),
    LOOP_LEASE_TOKEN: lease!.token,
    LOOP_LEASE_GENERATION: String(lease!.generation),
  }
}

/** As shells do: 127 for what is not there, 128 and its number for a signal. */
function codeOf({ outcome, exitCode, signal }: ProcessResult): number {
  if (outcome === 'could_not_start') return 127
  return exitCode ?? 128 + (signal ? constants.signals[signal] : 0)
}
