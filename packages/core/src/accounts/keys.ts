import { randomUUID } from 'node:crypto'
import type { Selectable, SelectQueryBuilder } from 'kysely'
import type { Role } from '../actor.ts'
import { LoopError } from '../error.ts'
import type { Database } from '../storage/storage.ts'
import type { AccountTables } from './tables.ts'
import { hashToken, newToken, prefixOf } from './token.ts'

export type KeyRow = Selectable<AccountTables['core_keys']>

export interface NewKey {
  /** A random one unless given. */
  id?: string
  tenant: string
  name: string
  role: Role
  memberId?: string
  agentId?: string
  /** Also carries the local identities. */
  personal?: boolean
  expiresAt?: Date
}

export interface IssuedKey {
  key: KeyRow
  /** The key itself, which is stored nowhere and can be shown this once. */
  token: string
}

/** Makes a key. */
export async function issueKey(db: Database<AccountTables>, key: NewKey, now: Date): Promise<IssuedKey> {
  const issued = makeKey(key, now)
  await db.insertInto('core_keys').values(issued.key).execute()
  return issued
}

/** A key that is not stored yet. */
function makeKey(key: NewKey, now: Date): IssuedKey {
  const token = newToken(key.tenant)
  const row: KeyRow = {
    id: key.id ?? randomUUID(),
    hash: hashToken(token),
    prefix: prefixOf(token),
    name: key.name,
    role: key.role,
    member_id: key.memberId ?? null,
    agent_id: key.agentId ?? null,
    personal_at: key.personal ? now.toISOString() : null,
    created_at: now.toISOString(),
    expires_at: key.expiresAt?.toISOString() ?? null,
    revoked_at: null,
    replaced_by: null,
    last_used_at: null,
  }
  return { key: row, token }
}

/** Makes a key under a fixed id, or nothing if there already is one, even if it is over. */
export async function issueKeyOnce(db: Database<AccountTables>, key: NewKey & { id: string }, now: Date): Promise<IssuedKey | undefined> {
  const issued = makeKey(key, now)
  const added = await db
    .insertInto('core_keys')
    .values(issued.key)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0 ? issued : undefined
}

/** Ends a key at once; undefined if it has been ended before. */
export async function revokeKey(db: Database<AccountTables>, id: string, now: Date): Promise<KeyRow | undefined> {
  return db
    .updateTable('core_keys')
    .set({ revoked_at: now.toISOString() })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
}

/** Makes a key that takes another's place; the old one works for the time of grace. Throws `not_found`, and `conflict` for a key that is over or already replaced. */
export async function rotateKey(
  db: Database<AccountTables>,
  { id, tenant, graceHours }: { id: string; tenant: string; graceHours: number },
  now: Date,
): Promise<IssuedKey & { oldExpiresAt: string }> {
  const old = await requireKey(db, id)
  if (!isLive(old, now)) throw new LoopError('conflict', 'This key is over. Make a new one with create_key.', { code: 'key_over' })
  const issued = await issueKey(db, successorOf(old, tenant, now), now)
  const oldExpiresAt = earlier(old.expires_at, new Date(now.getTime() + graceHours * 3_600_000).toISOString())
  const moved = await db
    .updateTable('core_keys')
    .set({ expires_at: oldExpiresAt, replaced_by: issued.key.id })
    .where('id', '=', id)
    .where('replaced_by', 'is', null)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute()
  if (moved.length === 0)
    throw new LoopError('conflict', 'This key was already replaced. Rotate the one that replaced it.', { code: 'key_replaced' })
  return { ...issued, oldExpiresAt }
}

/** True if the key opens the door now. */
export function isLive(key: Pick<KeyRow, 'revoked_at' | 'expires_at'>, now: Date): boolean {
  return key.revoked_at === null && (key.expires_at === null || key.expires_at > now.toISOString())
}

/** The key with this text, whether or not it still works. */
export async function findKey(db: Database<AccountTables>, token: string): Promise<KeyRow | undefined> {
  return db.selectFrom('core_keys').selectAll().where('hash', '=', hashToken(token)).executeTakeFirst()
}

/** True if the key also carries the local identities of its person. */
export async function isPersonal(db: Database<AccountTables>, id: string): Promise<boolean> {
  const key = await db.selectFrom('core_keys').select('personal_at').where('id', '=', id).executeTakeFirst()
  return key !== undefined && key.personal_at !== null
}

export interface KeyQuery {
  includeRevoked?: boolean
  limit: number
  offset?: number
}

/** Keys of the tenant, newest first, one page of them. */
export async function listKeys(db: Database<AccountTables>, { includeRevoked = false, limit, offset = 0 }: KeyQuery): Promise<KeyRow[]> {
  return db
    .selectFrom('core_keys')
    .selectAll()
    .$if(!includeRevoked, (select) => select.where('revoked_at', 'is', null))
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute()
}

/** How many keys were made, those that were revoked included. */
export async function countKeys(db: Database<AccountTables>): Promise<number> {
  return countOf(db.selectFrom('core_keys'))
}

/** How many keys were not revoked. */
export async function countLiveKeys(db: Database<AccountTables>): Promise<number> {
  return countOf(db.selectFrom('core_keys').where('revoked_at', 'is', null))
}

async function countOf(keys: SelectQueryBuilder<AccountTables, 'core_keys', unknown>): Promise<number> {
  const { count } = await keys.select((select) => select.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return Number(count)
}

/** Makes a key that of an agent, for good; false if it stands for one already, or is not there. */
export async function linkKeyToAgent(db: Database<AccountTables>, keyId: string, agentId: string): Promise<boolean> {
  const linked = await db
    .updateTable('core_keys')
    .set({ agent_id: agentId })
    .where('id', '=', keyId)
    .where('agent_id', 'is', null)
    .returning('id')
    .execute()
  return linked.length > 0
}

/** Notes that a key was used, unless it was used later than that. */
export async function touchKey(db: Database<AccountTables>, id: string, at: string): Promise<void> {
  await db
    .updateTable('core_keys')
    .set({ last_used_at: at })
    .where('id', '=', id)
    .where((where) => where.or([where('last_used_at', 'is', null), where('last_used_at', '<', at)]))
    .execute()
}

/** When any key was used for the last time; null where none ever was. */
export async function lastUseOfKeys(db: Database<AccountTables>): Promise<string | null> {
  const { last } = await db
    .selectFrom('core_keys')
    .select((select) => select.fn.max('last_used_at').as('last'))
    .executeTakeFirstOrThrow()
  return last
}

/** The key with this id, whether or not it still works. */
export async function findKeyById(db: Database<AccountTables>, id: string): Promise<KeyRow | undefined> {
  return db.selectFrom('core_keys').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The key with this id, whether or not it still works. Throws `not_found`. */
export async function requireKey(db: Database<AccountTables>, id: string): Promise<KeyRow> {
  const key = await findKeyById(db, id)
  if (key === undefined) throw new LoopError('not_found', 'There is no such key. See list_keys.', { code: 'key_not_found' })
  return key
}

/** Made for as long a life as the old one was, since a key is mostly renewed because it ends. */
function successorOf(old: KeyRow, tenant: string, now: Date): NewKey {
  const lifetime = old.expires_at === null ? undefined : Date.parse(old.expires_at) - Date.parse(old.created_at)
  return {
    tenant,
    name: old.name,
    role: old.role,
    memberId: old.member_id ?? undefined,
    agentId: old.agent_id ?? undefined,
    personal: old.personal_at !== null,
    expiresAt: lifetime === undefined ? undefined : new Date(now.getTime() + lifetime),
  }
}

function earlier(one: string | null, other: string): string {
  return one !== null && one < other ? one : other
}
