import { LoopError } from '../error.ts'
import type { Lookup } from './lookup.ts'
import { storageClosed } from './refusals.ts'
import type { Access, Database, Scope } from './storage.ts'

/** An opened database of one kind. */
export interface Engine {
  transaction<T>(scope: Scope, access: Access, work: (db: Database) => Promise<T>): Promise<T>
  find<Row>(scope: Scope, lookup: Lookup<Row>, text: string): Promise<Row | undefined>
  purge(scope: Scope): Promise<void>
  close(): Promise<void>
}

/** For how many milliseconds a failed opening stands, since trying takes longer than most calls. */
const standing = 1000

/** Something that is opened at its first use and shared by all; when opening fails, the first use a second later tries again. */
export class Lazy<T extends { close(): Promise<void> }> {
  readonly #open: () => Promise<T>
  #opened: Promise<T> | undefined
  #againAt = Number.POSITIVE_INFINITY
  #closed = false

  constructor(open: () => Promise<T>) {
    this.#open = open
  }

  async get(): Promise<T> {
    if (this.#closed) throw storageClosed()
    if (performance.now() >= this.#againAt) this.#opened = undefined
    this.#opened ??= this.#tryOpening()
    return this.#opened
  }

  async close(): Promise<void> {
    this.#closed = true
    const opened = await this.#opened?.catch(() => undefined)
    await opened?.close()
  }

  async #tryOpening(): Promise<T> {
    this.#againAt = Number.POSITIVE_INFINITY
    try {
      return await this.#open()
    } catch (error) {
      this.#againAt = performance.now() + (isBusy(error) ? 0 : standing)
      throw error
    }
  }
}

/** Whoever holds the database may let go at any moment. */
function isBusy(error: unknown): boolean {
  return LoopError.is(error) && error.code === 'database_busy'
}
