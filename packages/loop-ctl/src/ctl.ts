import type { Database, TransactionContext } from 'loop-core'
import type { CtlTables } from './storage/tables.ts'

/** What the shared parts of the operations need of the context of one call. */
export interface Ctl extends Pick<TransactionContext, 'actor' | 'emit' | 'enqueue' | 'newId' | 'now'> {
  db: Database<CtlTables>
}

export type CtlDatabase = Database<CtlTables>

/** The time of the call as it is stored. */
export function at({ now }: Pick<Ctl, 'now'>): string {
  return now().toISOString()
}
