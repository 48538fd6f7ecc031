import type { Compilable, CompiledQuery } from 'kysely'
import type { Database } from './storage.ts'

/** A statement that finds one row by one text, and has no other values. */
export type Lookup<Row> = (db: Database, text: string) => Compilable<Row>

/** Puts each lookup together once, since that takes several times as long as SQLite needs to answer it. */
export class Lookups {
  readonly #compiled = new WeakMap<Lookup<unknown>, CompiledQuery<unknown>>()

  /** The statement for one text. */
  compile<Row>(db: Database, lookup: Lookup<Row>, text: string): CompiledQuery<Row> {
    const query = (this.#compiled.get(lookup) as CompiledQuery<Row> | undefined) ?? this.#build(db, lookup, text)
    return { ...query, parameters: [text] }
  }

  #build<Row>(db: Database, lookup: Lookup<Row>, text: string): CompiledQuery<Row> {
    const query = lookup(db, text).compile() as CompiledQuery<Row>
    // A second value would stay for ever what it was the first time.
    if (query.parameters.length !== 1) throw new Error(`A lookup has one value, but this has ${query.parameters.length}: ${query.sql}`)
    this.#compiled.set(lookup, query)
    return query
  }
}
