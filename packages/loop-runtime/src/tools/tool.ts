import type { LoopError } from 'loop-core'
import type { WorkspaceFiles } from '../files/workspace-files.ts'
import type { ProposedAction } from '../gates/action.ts'
import type { FileEffect } from '../patch/prepared.ts'
import type { Runtime } from '../runtime.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import type { Task } from '../task/task.ts'
import type { CommandOutcome } from '../words.ts'

/** What of a task the tools of a repository read. */
export type ToolRules = Pick<
  Task,
  'testCommand' | 'typecheckCommand' | 'checks' | 'security' | 'quality' | 'evaluationCriteria' | 'commandTimeoutSeconds'
>

/** A workspace as its tools see it. */
export interface ToolPlace {
  runtime: Runtime
  files: WorkspaceFiles
  rules: ToolRules
  /** Opened with the first command, since reading needs none. */
  sandbox(): Promise<Sandbox>
  /** How long to wait for whoever runs a command or writes files in the same root; 30,000 unless said. */
  leaseWaitMs?: number
}

/** On whose behalf a tool acts. */
export interface Acting {
  /** The run and the step of its journal; a direct call has neither. */
  run?: { id: string; step: number } | undefined
  signal: AbortSignal
  onProgress?: (progress: { elapsedMs: number; lastLine: string }) => void
  /** After so long a command is answered as still running, and goes on; the same call again joins it. */
  patienceMs?: number
}

/** What a tool gives back; what fails throws a `LoopError`. */
export interface ToolAnswer {
  /** As the caller is shown it; the names are those of the reference. */
  output: Readonly<Record<string, unknown>>
  /** Of a command. */
  outcome?: CommandOutcome
  /** Whether files were written. */
  wrote: boolean
  receiptId?: string
}

/** An action that was prepared and not yet done. */
export interface Proposal {
  /** What security judges: the paths, those outside, and those that decide whether the work is right. */
  action: ProposedAction
  /** The change as a person reads it. */
  preview?: string
  /** What a patch will write, kept with the intent so that a run that dies can settle it. */
  effects?: readonly FileEffect[]
  /** Why it cannot be done, as found while preparing: an ordinary failure of the tool. */
  fault?: LoopError
  perform(acting: Acting): Promise<ToolAnswer>
}
