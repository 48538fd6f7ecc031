import { type ProcessRequest, runProcess, stripControls } from 'loop-core/process'

/** Runs a sandbox around a command that does nothing; why that failed, or undefined. */
export async function probe(
  command: readonly string[],
  within: Pick<ProcessRequest, 'cwd' | 'env' | 'timeoutMs'>,
): Promise<string | undefined> {
  const { outcome, exitCode, startError, outputTail } = await runProcess({ command, ...within, maxOutputBytes: 4_000, graceMs: 200 })
  if (outcome === 'timed_out') return `bwrap did not answer within ${within.timeoutMs / 1_000} s`
  if (outcome === 'could_not_start') return `bwrap could not be started (${startError})`
  if (exitCode === 0) return undefined
  return `bwrap failed: ${firstLine(outputTail) || `exit code ${exitCode}`}`
}

function firstLine(text: string): string {
  const line = stripControls(text).trim().split('\n')[0]!
  return line.replace(/^bwrap: /, '').slice(0, 200)
}
