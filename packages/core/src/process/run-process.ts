import { waitForEnd } from './child-end.ts'
import { keepTrackOfGroup } from './living-groups.ts'
import { createOutputTail } from './output-tail.ts'
import type { OutputStream, ProcessRequest, ProcessResult } from './process-types.ts'
import { type RunningChild, startChild } from './start-child.ts'

/** Runs a program to its end, within bounds of time and memory, and never throws for what it does. */
export async function runProcess(request: ProcessRequest): Promise<ProcessResult> {
  const startedAt = performance.now()
  const tail = createOutputTail(request.maxOutputBytes)
  const end = await runToEnd(request, (chunk, stream) => {
    tail.add(chunk)
    request.onOutput?.(chunk, stream)
  })
  return { ...end, durationMs: Math.round(performance.now() - startedAt), ...tail.summary() }
}

type End = Pick<ProcessResult, 'outcome' | 'exitCode' | 'signal' | 'startError'>
type Listener = (chunk: Buffer, stream: OutputStream) => void

async function runToEnd(request: ProcessRequest, listener: Listener): Promise<End> {
  if (request.signal?.aborted) return { outcome: 'cancelled', exitCode: null, signal: null, startError: null }
  const child = await startChild(request)
  if (typeof child === 'string') return { outcome: 'could_not_start', exitCode: null, signal: null, startError: child }
  const forget = keepTrackOfGroup(child.pid)
  listen(child, listener)
  const end = await waitForEnd(child, request)
  forget()
  return { ...end, startError: null }
}

function listen(child: RunningChild, listener: Listener): void {
  child.stdout.on('data', (chunk: Buffer) => listener(chunk, 'stdout'))
  child.stderr.on('data', (chunk: Buffer) => listener(chunk, 'stderr'))
}
