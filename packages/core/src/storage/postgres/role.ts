import { sql } from 'kysely'
import { LoopError } from '../../error.ts'
import type { Database } from '../storage.ts'
import { notAllowed } from './failures.ts'
import { wall } from './schema.ts'
import { enter } from './scope.ts'

/** Another login's tables are its own to give. */
const ownWalledTables = sql`
  select pg_class.oid, relname as name from pg_class join pg_policy on polrelid = pg_class.oid
  where polname = ${sql.lit(wall)} and pg_table_is_visible(pg_class.oid) and pg_has_role(relowner, 'usage')`

/** What the server says about the role that will be in force. */
export interface RoleFacts {
  login: string
  /** Where new tables go. */
  schema: string
  exists: boolean
  /** Whether row policies do not hold it. */
  skips: boolean
  /** Whether it lacks rights on a table that the login can give it. */
  barred: boolean
}

export async function readFacts(db: Database, role: string | undefined): Promise<RoleFacts> {
  const { rows } = await sql<RoleFacts>`
    select current_user as login, current_schema() as schema, role.oid is not null as exists,
      coalesce(rolsuper or rolbypassrls, false) as skips,
      exists (select from (${ownWalledTables}) as own where not has_table_privilege(role.oid, own.oid, 'delete')) as barred
    from (select) as one left join pg_roles as role on rolname = coalesce(${role ?? null}, current_user)`.execute(db)
  return rows[0]!
}

/** Makes the role and lets the login take it on. */
export async function createRole(db: Database, role: string, login: string): Promise<void> {
  try {
    await sql`create role ${sql.id(role)} nologin`.execute(db)
    await sql`grant ${sql.id(role)} to current_user`.execute(db)
  } catch (error) {
    throw notAllowed(error) ? roleUnusable(role, login, error) : error
  }
}

/** Gives the role what requests need: all rows that the policies let through, and a look at the ledgers. */
export async function grantRights(
  db: Database,
  role: string,
  { schema, ledgers }: { schema: string; ledgers: readonly string[] },
): Promise<void> {
  const { rows } = await sql<{ name: string }>`${ownWalledTables}`.execute(db)
  await sql`grant usage on schema ${sql.id(schema)} to ${sql.id(role)}`.execute(db)
  await grantOn(db, 'select, insert, update, delete', { role, tables: rows.map(({ name }) => name) })
  await grantOn(db, 'select', { role, tables: ledgers })
}

async function grantOn(db: Database, rights: string, { role, tables }: { role: string; tables: readonly string[] }): Promise<void> {
  if (tables.length === 0) return
  await sql`grant ${sql.raw(rights)} on ${sql.join(tables.map((table) => sql.id(table)))} to ${sql.id(role)}`.execute(db)
}

/** Refuses at the start what would otherwise fail, or be wide open, at every request. */
export function refuseSkippingRole({ login, skips }: RoleFacts, role: string | undefined): void {
  if (!skips) return
  throw new LoopError(
    'unavailable',
    `The database role ${role ?? login} is a superuser or has BYPASSRLS, so tenants would see each other's rows.`,
    {
      code: 'role_skips_policies',
      hints: [
        'Set LOOP_DB_ROLE=loop_app, a role that is made at the next start.',
        `If the login may not make it, run: ${remedy('loop_app', login)}`,
      ],
    },
  )
}

/** Takes the role on once. */
export async function tryRole(db: Database, role: string, login: string): Promise<void> {
  try {
    await db.transaction().execute((transaction) => enter(transaction, 'directory', role))
  } catch (error) {
    throw notAllowed(error) ? roleUnusable(role, login, error) : error
  }
}

function roleUnusable(role: string, login: string, cause: unknown): LoopError {
  return new LoopError('unavailable', `The login of the database can neither take on nor make the role ${role}.`, {
    code: 'role_unusable',
    hints: [`Run as a superuser: ${remedy(role, login)}`],
    cause,
  })
}

function remedy(role: string, login: string): string {
  return `create role ${quoted(role)} nologin; grant ${quoted(role)} to ${quoted(login)};`
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
