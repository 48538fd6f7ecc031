import { createLogUpdate } from 'log-update'
import { eventLine } from '../trace/timeline.ts'
import type { TraceEvent } from '../trace/trace-event.ts'
import { frame } from './frame.ts'
import { advance, emptyView, type LiveState, progress, writing } from './live-state.ts'
import { isTerminal, paintFor } from './paint.ts'

/** Where a person follows a run while it goes on. */
export interface LiveView {
  event(event: TraceEvent): void
  progress(progress: { elapsedMs: number; lastLine: string }): void
  /** A piece of what the model writes. */
  text(piece: string): void
  /** Clears the place, so that a question can be asked there; the next change draws again. */
  pause(): void
  /** Leaves all steps behind. */
  close(): void
}

interface Streams {
  stderr: NodeJS.WritableStream
  environment: Readonly<Record<string, string | undefined>>
  quiet?: boolean
}

/** The view that fits whoever looks: drawn at a terminal, else a plain line an event, or nothing at all. */
export function openLiveView({ stderr, environment, quiet = false }: Streams): LiveView {
  if (quiet) return { ...silent }
  return isTerminal(stderr) && environment.TERM !== 'dumb' ? drawn(stderr, environment) : inLines(stderr)
}

const silent: LiveView = { event() {}, progress() {}, text() {}, pause() {}, close() {} }

function inLines(stderr: NodeJS.WritableStream): LiveView {
  return { ...silent, event: (event) => void stderr.write(`${eventLine(event)}\n`) }
}

/** In milliseconds; a model writes faster than anybody reads. */
const pace = 80

function drawn(stderr: NodeJS.WritableStream, environment: Streams['environment']): LiveView {
  const draw = createLogUpdate(stderr, { showCursor: true })
  const paint = paintFor(stderr, environment)
  let state = emptyView
  let timer: NodeJS.Timeout | undefined
  let height = 0

  const size = () => stderr as { columns?: number; rows?: number }
  const columns = () => size().columns || 80
  const render = () => {
    timer = undefined
    const text = frame(state, { columns: columns(), rows: size().rows || 24, paint })
    const lines = text.split('\n').length
    // Where lines are added above others that stay, log-update 7.2.0 writes over those and does not write them again.
    if (lines !== height) draw.clear()
    height = lines
    draw(text)
  }
  const change = (next: LiveState) => {
    state = next
    // What is about to be drawn anyway must not keep the process alive.
    timer ??= setTimeout(render, pace).unref()
  }
  const pause = () => {
    clearTimeout(timer)
    timer = undefined
    draw.clear()
  }
  return {
    event: (event) => change(advance(state, event)),
    progress: (one) => change(progress(state, one)),
    text: (piece) => change(writing(state, piece)),
    pause,
    close() {
      pause()
      state = { ...state, writing: '', running: undefined }
      stderr.write(`${frame(state, { columns: columns(), paint })}\n`)
    },
  }
}
