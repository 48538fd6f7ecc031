import type { Schema } from './schema.ts'

/** One numbered, additive step, never edited once it was released. */
export interface Migration {
  up(schema: Schema): Promise<void>
}

/** The migrations of one module under its table prefix, in the order of their names, such as `0001-decisions`. */
export interface MigrationSet {
  prefix: string
  migrations: Readonly<Record<string, Migration>>
}
