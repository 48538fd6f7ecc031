import { insertRows } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
import type { AuthenticatorRow } from './enrolment-tables.ts'

export async function insertAuthenticators(db: CtlDatabase, rows: readonly AuthenticatorRow[]): Promise<void> {
  await insertRows(db, 'ctl_root_authenticators', rows)
}

/** Whether somebody has signed up here with authenticators. */
export async function hasAuthenticators(db: CtlDatabase): Promise<boolean> {
  return (await db.selectFrom('ctl_root_authenticators').select('id').limit(1).executeTakeFirst()) !== undefined
}
