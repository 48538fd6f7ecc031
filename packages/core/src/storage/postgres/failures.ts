import { databaseUnreachable, storageFull } from '../refusals.ts'

/** Whether two transactions got in each other's way, so that one of them was ended and can be run again: serialization failure, deadlock. */
export function collided(error: unknown): boolean {
  return ['40001', '40P01'].includes(sqlState(error))
}

/** Whether two programs made one role at the same moment: roles belong to the whole server, so no lock of one database helps. */
export function madeTwice(error: unknown): boolean {
  return ['23505', '42710'].includes(sqlState(error))
}

/** Whether the login lacks a right. */
export function notAllowed(error: unknown): boolean {
  return sqlState(error) === '42501'
}

/** Says in our own words what is wrong with the server; whatever else failed is thrown on as it is. */
export function refuse(error: unknown): never {
  throw sqlState(error) === '53100' ? storageFull(error) : error
}

/** For what only fails when there is no connection. */
export function unreachable(cause: unknown): never {
  throw databaseUnreachable('Check that the server runs, and host, port, database, login and password in its address.', cause)
}

function sqlState(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
