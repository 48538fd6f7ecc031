import type { EventInput } from 'loop-core'
import { type Counters, noCounters } from '../gates/counters.ts'
import type { Runtime, RuntimeTransaction } from '../runtime.ts'
import { insertBlobs } from '../storage/blobs.ts'
import { changeRun, endStep, insertEvents, insertStep } from '../storage/runs.ts'
import type { EventRow, RunRow, StepRow } from '../storage/tables.ts'
import { payloadToKeep } from '../trace/trace-pages.ts'
import { leaseLost } from './refusals.ts'
import type { TraceType } from './trace-types.ts'

/** One event of the trace as it happens. */
export interface TraceEvent {
  seq: number
  type: TraceType
  payload: Readonly<Record<string, unknown>>
  at: string
}

/** What a step is about, before it is done. */
export type Intent = Pick<StepRow, 'kind'> & Partial<Pick<StepRow, 'tool' | 'args' | 'action_sha256' | 'digest_before'>>

/** What came of it. */
export type Result = Pick<StepRow, 'outcome'> & { result: object } & Partial<Pick<StepRow, 'digest_after' | 'score'>>

/** What belongs into the same transaction. */
type Also = (transaction: RuntimeTransaction) => Promise<unknown>

type Countable = Exclude<keyof Counters, 'warned'>

/**
 * One run in the hands of its driver: intent before each effect, result and events together behind it.
 *
 * Every write names the generation, so that whoever was taken for dead and goes on is refused before the next effect.
 */
export class Journal {
  row: RunRow
  readonly steps: StepRow[]
  counters: Counters
  readonly #runtime: Runtime
  readonly #listeners: ((event: TraceEvent) => void)[]
  #fresh: EventRow[] = []
  #emitted: EventInput[] = []

  constructor(runtime: Runtime, { row, steps = [] }: { row: RunRow; steps?: StepRow[] }, onEvent: (event: TraceEvent) => void = () => {}) {
    this.#runtime = runtime
    this.row = row
    this.steps = steps
    this.counters = { ...noCounters, ...(JSON.parse(row.counters) as Partial<Counters>) }
    this.#listeners = [onEvent]
  }

  now(): Date {
    return this.#runtime.now()
  }

  /** Ids of one process sort in the order of their making. */
  newId(): string {
    return this.#runtime.newId()
  }

  /** Adds to the trace; it is written with the next commit. */
  event(type: TraceType, payload: object = {}): void {
    const at = this.#runtime.now().toISOString()
    const seq = this.row.events + this.#fresh.length + 1
    this.#fresh.push({ run_id: this.row.id, seq, type, payload: JSON.stringify(payload), at })
    for (const tell of this.#listeners) tell({ seq, type, payload: payload as TraceEvent['payload'], at })
  }

  /** Tells somebody more of each event from now on. */
  watch(listener: (event: TraceEvent) => void): void {
    this.#listeners.push(listener)
  }

  /** Tells the log of all modules, with the next commit. */
  emit(type: string, details: Record<string, unknown> = {}): void {
    const { work_ref } = this.row
    this.#emitted.push({ type, entity: this.row.id, details, ...(work_ref !== null && { task: work_ref }) })
  }

  /** Adds to the counters; they are written with the next commit. */
  count(more: Partial<Record<Countable, number>>): void {
    for (const name of Object.keys(more) as Countable[]) this.counters = { ...this.counters, [name]: this.counters[name] + more[name]! }
  }

  /** Writes down what will be done, and everything that led to it. */
  async begin(intent: Intent, also: Also = async () => {}): Promise<StepRow> {
    return this.#add(this.#stepOf(intent), {}, also)
  }

  /** Writes down a step that is nothing but its result, such as what a person answered. */
  async record(intent: Intent, { result, ...rest }: Result, change: Partial<RunRow> = {}): Promise<void> {
    const step = this.#stepOf(intent)
    await this.#add({ ...step, ...rest, result: JSON.stringify(result), result_at: step.intent_at }, change)
  }

  async #add(step: StepRow, change: Partial<RunRow>, also: Also = async () => {}): Promise<StepRow> {
    await this.commit({ ...change, steps: step.seq }, async (transaction) => {
      await insertStep(transaction.db, step)
      await also(transaction)
    })
    this.steps.push(step)
    return step
  }

  #stepOf(intent: Intent): StepRow {
    return {
      run_id: this.row.id,
      seq: this.row.steps + 1,
      iteration: this.counters.iteration,
      kind: intent.kind,
      tool: intent.tool ?? null,
      args: intent.args ?? null,
      action_sha256: intent.action_sha256 ?? null,
      intent_at: this.#runtime.now().toISOString(),
      result_at: null,
      outcome: null,
      result: null,
      digest_before: intent.digest_before ?? null,
      digest_after: null,
      score: null,
      generation: this.row.generation,
    }
  }

  /** Writes down what came of a step, and what it makes of the run: whoever dies in between has seen neither. */
  async end(step: StepRow, { result, ...rest }: Result, change: Partial<RunRow> = {}): Promise<void> {
    // So that a replay knows how much of the time was used, without a clock.
    const { active_ms } = this.counters
    const came = { ...rest, result: JSON.stringify({ ...result, active_ms }), result_at: this.#runtime.now().toISOString() }
    await this.commit(change, async ({ db }) => {
      if (!(await endStep(db, step, came))) throw leaseLost(this.row.id)
    })
    Object.assign(step, came)
  }

  /** Writes down counters, events and changes of the run itself, all or nothing. */
  async commit(change: Partial<RunRow> = {}, also: Also = async () => {}): Promise<void> {
    const now = this.#runtime.now().toISOString()
    const kept = await Promise.all(this.#fresh.map(({ payload }) => payloadToKeep(payload, this.#runtime.now())))
    const events = this.#fresh.map((event, index) => ({ ...event, payload: kept[index]!.payload }))
    const next = { counters: JSON.stringify(this.counters), events: this.row.events + this.#fresh.length, heartbeat_at: now, ...change }
    await this.#runtime.transaction('write', async (transaction) => {
      if (!(await changeRun(transaction.db, this.row, next))) throw leaseLost(this.row.id)
      await insertBlobs(
        transaction.db,
        kept.flatMap(({ blob }) => blob ?? []),
      )
      await insertEvents(transaction.db, events)
      await also(transaction)
      for (const event of this.#emitted) transaction.emit(event)
    })
    this.row = { ...this.row, ...next }
    this.#fresh = []
    this.#emitted = []
  }
}
