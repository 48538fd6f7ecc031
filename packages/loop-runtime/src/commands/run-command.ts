import { countsOf, type ProcessResult, runProcess, secretValuesOf, type TestCounts } from 'loop-core/process'
import { networkFeedback } from '../sandbox/network-feedback.ts'
import type { Sandbox, SandboxReport } from '../sandbox/sandbox.ts'
import type { CommandOutcome } from '../words.ts'
import { type Capture, captureOutput, type StreamOutput } from './capture-output.ts'
import { commandEnvironment } from './command-environment.ts'
import { type CommandLimits, commandLimits } from './command-limits.ts'
import { outcomeOf } from './outcome-of.ts'

/** The variable by which all processes of one step are known. */
export const stepVariable = 'LOOP_RUNTIME_STEP'

/** A command of the operator's, and within which bounds it runs. */
export interface CommandRequest {
  /** For `sh -c`. */
  command: string
  root: string
  /** Of the caller; the command sees little of it, and its secrets are masked in the output. */
  environment: NodeJS.ProcessEnv
  /** Variables that the command sees besides. */
  passed?: readonly string[]
  /** Nothing else has it: whatever still runs under it afterwards is ended. */
  step: string
  timeoutMs: number
  /** Whether the output is read for numbers of tests. */
  runsTests: boolean
  sandbox: Sandbox
  signal?: AbortSignal
  onProgress?: (progress: CommandProgress) => void
  limits?: Partial<CommandLimits>
}

export interface CommandProgress {
  elapsedMs: number
  lastLine: string
}

/** What a command showed. */
export interface CommandResult {
  outcome: CommandOutcome
  exitCode: number | null
  signal: NodeJS.Signals | null
  /** The system's code where nothing could be started, such as `ENOENT`. */
  startError: string | null
  tests: TestResults | null
  stdout: StreamOutput
  stderr: StreamOutput
  durationMs: number
  sandbox: SandboxReport
  /** What to say beside the result. */
  feedback?: string
}

export interface TestResults extends TestCounts {
  total: number
}

/** Summaries of test runners stand at the end. */
const countedBytes = 256 * 1_024

/** Runs a command to its end, and never throws for what it does. */
export async function runCommand(request: CommandRequest): Promise<CommandResult> {
  const limits = { ...commandLimits, ...request.limits }
  const capture = captureOutput(limits, secretValuesOf(request.environment))
  const tooMuch = new AbortController()
  const stopTelling = tellProgress(request, limits.progressMs, capture)
  try {
    const ended = await runProcess({
      command: await request.sandbox.enter(['sh', '-c', request.command]),
      cwd: request.root,
      env: { ...commandEnvironment(request.environment, request.passed ?? []), ...request.sandbox.environment },
      marker: { name: stepVariable, value: request.step },
      timeoutMs: request.timeoutMs,
      graceMs: limits.graceMs,
      drainMs: limits.drainMs,
      maxOutputBytes: countedBytes,
      signal: AbortSignal.any([tooMuch.signal, ...(request.signal ? [request.signal] : [])]),
      onOutput: (chunk, stream) => {
        if (capture.add(chunk, stream) > limits.maxOutputBytes) tooMuch.abort()
      },
    })
    return resultOf(request, { ended, capture, overOutputLimit: tooMuch.signal.aborted })
  } finally {
    stopTelling()
  }
}

function tellProgress({ onProgress }: CommandRequest, everyMs: number, capture: Capture): () => void {
  if (!onProgress) return () => {}
  const startedAt = performance.now()
  const tell = () => onProgress({ elapsedMs: Math.round(performance.now() - startedAt), lastLine: capture.lastLine() })
  const timer = setInterval(tell, everyMs)
  return () => clearInterval(timer)
}

interface Run {
  ended: ProcessResult
  capture: Capture
  overOutputLimit: boolean
}

function resultOf({ runsTests, sandbox }: CommandRequest, { ended, capture, overOutputLimit }: Run): CommandResult {
  const counts = runsTests ? countsOf(ended.outputTail) : null
  const outcome = outcomeOf({ ...ended, overOutputLimit, tests: counts })
  const [stdout, stderr] = [capture.output('stdout'), capture.output('stderr')]
  return {
    outcome,
    exitCode: ended.exitCode,
    signal: ended.signal,
    startError: ended.startError,
    tests: counts && { ...counts, total: counts.passed + counts.failed + counts.skipped },
    stdout,
    stderr,
    durationMs: ended.durationMs,
    sandbox: sandbox.report,
    feedback: outcome === 'passed' ? undefined : networkFeedback(sandbox.report, `${stdout.tail}\n${stderr.tail}`),
  }
}
