import type { Database, Storage } from '../storage/storage.ts'
import type { AccountTables } from './tables.ts'
import { hashToken } from './token.ts'

export type Holder = NonNullable<Awaited<ReturnType<typeof findHolder>>>

/** The key with this text, whether or not it still works, with the agent and the member that it stands for, and the settings of their tenant. */
export async function findHolder(storage: Storage, tenant: string, token: string) {
  return storage.find({ tenant }, holderByHash, hashToken(token))
}

function holderByHash(db: Database<AccountTables>, hash: string) {
  return (
    db
      .selectFrom('core_keys as key')
      .leftJoin('core_agents as agent', 'agent.id', 'key.agent_id')
      .leftJoin('core_members as member', (join) =>
        join.on((on) => on('member.id', '=', on.fn.coalesce('key.member_id', 'agent.member_id'))),
      )
      // One row at most, and a lookup has a single value.
      .leftJoin('core_profile as profile', (join) => join.onTrue())
      .select('profile.settings')
      .select(['key.id', 'key.name as key_name', 'key.role', 'key.personal_at', 'key.expires_at', 'key.revoked_at'])
      .select(['agent.id as agent_id', 'agent.name as agent_name', 'agent.type as agent_type'])
      .select(['member.id as member_id', 'member.name as member_name'])
      .where('key.hash', '=', hash)
  )
}
