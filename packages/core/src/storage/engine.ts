import { storageClosed } from './refusals.ts'
import type { Access, Database } from './storage.ts'

/** Whose rows a transaction sees: those of one tenant, or those behind the door. */
export type Scope = { tenant: string } | 'directory'

/** An opened database of one kind. */
export interface Engine {
  transaction<T>(scope: Scope, access: Access, work: (db: Database) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Something that is opened at its first use and shared by all; when opening fails, the next use tries again. */
export class Lazy<T extends { close(): Promise<void> }> {
  readonly #open: () => Promise<T>
  #opened: Promise<T> | undefined
  #closed = false

  constructor(open: () => Promise<T>) {
    this.#open = open
  }

  async get(): Promise<T> {
    if (this.#closed) throw storageClosed()
    this.#opened ??= this.#open().catch((error) => {
      this.#opened = undefined
      throw error
    })
    return this.#opened
  }

  async close(): Promise<void> {
    this.#closed = true
    const opened = await this.#opened?.catch(() => undefined)
    await opened?.close()
  }
}
