import type { Asking } from './ask.ts'

/** How far long work has come. */
export type Progress = (done: number, total?: number, message?: string) => void

export interface CallOptions extends Asking {
  signal?: AbortSignal
  progress?: Progress
  /** The trace that the call belongs to; a new one unless said. */
  traceId?: string
  /** The caller's own span, in the form of W3C Trace Context, where it said one. */
  traceparent?: string | undefined
  /** Environment variables for this call alone, of those that a module lists in `perCall`; others mean nothing. */
  settings?: SettingValues
}

/** Values of environment variables, by name. */
export type SettingValues = Readonly<Record<string, string>>

/** The road from a face to an operation: in this process, or over HTTP to another one. */
export interface Caller {
  /** Calls one operation by name; throws a LoopError if it is refused. */
  call(name: string, input: unknown, options?: CallOptions): Promise<unknown>
  /** The operations' names that this caller may use, or undefined where that is not known. */
  allowed(): Promise<ReadonlySet<string> | undefined>
  close(): Promise<void>
}
