import type { Backend } from './backend.ts'
import { createMissedEvents } from './missed-events.ts'
import type { Surroundings } from './pace.ts'
import type { JobQueue } from './queue.ts'
import { createTimetable } from './timetable.ts'
import { WorkLoop } from './work-loop.ts'

/** Makes a queue of a way to keep jobs, by adding the workers and the timetable, which are the same on every database. */
export function queueOn(backend: Backend, surroundings: Surroundings): JobQueue {
  let loop: WorkLoop | undefined
  let stopped = false
  let hasAdded = false
  return {
    migrations: backend.migrations,
    add: backend.add,
    pending: backend.pending,
    wake() {
      hasAdded = true
      loop?.wake()
    },
    get hasAdded() {
      return hasAdded
    },
    get inTrouble() {
      return loop?.inTrouble ?? false
    },
    settle: async (signal) => loop?.settle(signal),
    async start(worker) {
      if (loop !== undefined || stopped) return
      const timetable = createTimetable(worker, backend)
      const missed = createMissedEvents(worker, backend, surroundings.pace)
      loop = new WorkLoop(backend, { ...worker, ...surroundings, timetable, missed })
    },
    async stop() {
      stopped = true
      await loop?.stop()
      await backend.close()
    },
  }
}
