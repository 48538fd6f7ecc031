import type { CommandSurroundings } from 'loop-core'
import { isDriven } from '../run/owner.ts'
import type { RunRow } from '../storage/tables.ts'
import { followTrace, type Moment } from '../trace/follow-trace.ts'
import { fieldsOf } from '../trace/trace-event.ts'
import { type LiveView, openLiveView } from '../view/live.ts'
import { hasEnded } from '../words.ts'
import { nextSteps, report } from './drive-here.ts'
import { withTrace } from './open-trace.ts'

/** Shows a run as it goes on, until it ends, stands still or nobody looks any more. */
export async function watchTrace(surroundings: CommandSurroundings, which: { path: string; id?: string | undefined }): Promise<number> {
  const { stderr, environment, signal } = surroundings
  return withTrace(which, async ({ run, reading, path }) => {
    const view = openLiveView({ stderr, environment })
    const watching = new Watching(run, (row) => tellWaiting(surroundings, { view, row, path }))
    for await (const moment of followTrace(reading, run.id, signal)) {
      for (const { type, payload } of moment.events) view.event({ type, payload: fieldsOf(JSON.parse(payload)) })
      if (watching.isOver(moment)) break
    }
    view.close()
    return signal.aborted ? leave(surroundings, run) : report(surroundings, watching.row, path)
  })
}

/** Whoever waits for a person is shown how the person answers. */
function tellWaiting({ stderr }: CommandSurroundings, { view, row, path }: { view: LiveView; row: RunRow; path: string }): void {
  view.pause()
  stderr.write(`${nextSteps(row, path).join('\n')}\n`)
}

function leave({ stderr }: CommandSurroundings, { id }: RunRow): number {
  stderr.write(`The run goes on. To see it again: loop-runtime watch ${id}\n`)
  return 1
}

class Watching {
  row: RunRow
  readonly #onWaiting: (row: RunRow) => void
  #told = ''
  #silent = 0

  constructor(row: RunRow, onWaiting: (row: RunRow) => void) {
    this.row = row
    this.#onWaiting = onWaiting
  }

  /** Whether nothing more will happen unless somebody goes on with the run. */
  isOver({ run, events }: Moment): boolean {
    this.row = run
    if (events.length > 0) return false
    if (run.status === 'waiting_approval' && this.#told !== run.heartbeat_at) this.#onWaiting(run)
    this.#told = run.status === 'waiting_approval' ? (run.heartbeat_at ?? '') : ''
    this.#silent = run.status === 'running' && !isDriven(run, new Date()) ? this.#silent + 1 : 0
    // Between two processes a run is for a moment in nobody's hands.
    if (this.#silent > 1) this.row = { ...run, status: 'interrupted', reason: 'Nobody drives it any more.' }
    return hasEnded(run.status) || this.row.status === 'interrupted'
  }
}
