import { once } from 'node:events'
import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises'
import { carryOut, goingHome } from './attempt.ts'
import type { Backend, Place, TakenJob } from './backend.ts'
import { forAll } from './for-all.ts'
import type { MissedEvents } from './missed-events.ts'
import type { Surroundings } from './pace.ts'
import type { JobWorker } from './queue.ts'
import type { Timetable } from './timetable.ts'

/** How many jobs one process does at a time; most of them wait for a network or a disk. */
const hands = 8

interface LoopWorker extends JobWorker, Surroundings {
  timetable: Timetable
  missed: MissedEvents
}

interface Running {
  controller: AbortController
  isLong: boolean
}

/** Looks for due jobs, again and again, and does them. Idle, it keeps no process alive. */
export class WorkLoop {
  readonly #backend: Backend
  readonly #worker: LoopWorker
  readonly #running = new Map<Promise<void>, Running>()
  readonly #ended: Promise<void>
  #alarm = new AbortController()
  #waiting: (() => void)[] = []
  #stopping = false
  #turn = 0
  #troubles = 0

  constructor(backend: Backend, worker: LoopWorker) {
    this.#backend = backend
    this.#worker = worker
    this.#ended = this.#cycle()
  }

  /** True if looking for jobs has failed at least twice in a row: once may be a database that was busy. */
  get inTrouble(): boolean {
    return this.#troubles > 1
  }

  wake(): void {
    this.#alarm.abort()
  }

  /** Waits until a look that begins from now on finds nothing while nothing is being done, or the signal ends that. */
  async settle(signal: AbortSignal): Promise<void> {
    // Idle, the loop keeps no process alive; somebody who waits for it does.
    const alive = setInterval(() => {}, 60_000)
    const settled = new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.wake()
    if (!signal.aborted) await Promise.race([settled, once(signal, 'abort')])
    clearInterval(alive)
  }

  /** Lets running jobs end for a while, then tells them to stop and hands them back; long ones are told at once. */
  async stop(): Promise<void> {
    this.#stopping = true
    this.wake()
    await this.#ended
    for (const { controller, isLong } of this.#running.values()) if (isLong) controller.abort(goingHome)
    const patience = setTimeout(() => this.#sendHome(), this.#worker.pace.graceSeconds * 1000)
    await Promise.all(this.#running.keys())
    clearTimeout(patience)
  }

  #sendHome(): void {
    for (const { controller } of this.#running.values()) controller.abort(goingHome)
  }

  /** Rests before the first look, so that starting costs nothing. */
  async #cycle(): Promise<void> {
    while (!this.#stopping) {
      await this.#rest()
      this.#alarm = new AbortController()
      const waiting = this.#waiting.splice(0)
      this.#troubles = (await this.#look()) ? 0 : this.#troubles + 1
      if (this.#troubles > 0 || this.#running.size > 0) this.#waiting.push(...waiting)
      else for (const tell of waiting) tell()
    }
  }

  /** Waits for the next look or a call; with trouble in a row up to 32 times as long. */
  async #rest(): Promise<void> {
    const pause = this.#worker.pace.pollMilliseconds * (0.75 + Math.random() / 2) * 2 ** Math.min(this.#troubles, 5)
    await sleep(pause, undefined, { ref: false, signal: this.#alarm.signal }).catch(() => {})
    // A database in this process answers so directly that timers and sockets would never have their turn.
    await breathe()
  }

  /** True if all went well. */
  async #look(): Promise<boolean> {
    const { timetable, missed, log } = this.#worker
    try {
      await forAll([() => timetable.addDue(), () => missed.addMissed(), () => this.#takeAll()], (step) => step())
      return true
    } catch (error) {
      log.warn({ error: error instanceof Error ? error.message : String(error) }, 'looking for jobs failed')
      return false
    }
  }

  /** Takes one job from each place in turn until all hands are full or nothing is due. */
  async #takeAll(): Promise<void> {
    let places = rotated(await this.#backend.places(this.#worker), this.#turn++)
    while (places.length > 0) {
      const fruitful: Place[] = []
      await forAll(places, async (place) => {
        if (await this.#takeFrom(place)) fruitful.push(place)
      })
      places = fruitful
    }
  }

  async #takeFrom(place: Place): Promise<boolean> {
    if (this.#stopping || this.#busyHands() >= hands) return false
    const taken = await place()
    if (taken) await this.#begin(taken)
    return taken !== undefined
  }

  #busyHands(): number {
    return [...this.#running.values()].filter(({ isLong }) => !isLong).length
  }

  async #begin(taken: TakenJob): Promise<void> {
    if (this.#stopping) return taken.handBack()
    const controller = new AbortController()
    const work = carryOut(taken, { ...this.#worker, controller }).finally(() => {
      this.#running.delete(work)
      this.wake()
    })
    this.#running.set(work, { controller, isLong: taken.kind.long === true })
  }
}

/** Begins elsewhere each time, so that no place is always the last. */
function rotated(places: readonly Place[], turn: number): Place[] {
  const start = turn % Math.max(1, places.length)
  return [...places.slice(start), ...places.slice(0, start)]
}
