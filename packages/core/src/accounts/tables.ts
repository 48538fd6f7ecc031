import type { Generated } from 'kysely'
import { quotas } from '../quota/tables.ts'
import type { MigrationSet } from '../storage/migrate.ts'

/** Behind the door: which tenants there are. */
export interface DirectoryTables {
  core_tenants: {
    id: string
    name: string
    /** The address that it was made with, in lower case; no two have the same. */
    email: string | null
    /** The eight characters at the end of each of its keys. */
    key_tag: string
    /** Only the people of an active tenant get in. */
    status: 'pending_enrollment' | 'active' | 'suspended' | 'deactivated'
    created_at: string
  }
  /** Who signed up by themselves; not settled while it is being done. */
  core_sign_ups: { email: string; tenant: string; begun_at: string; settled_at: string | null }
  /** What somebody wants to be called who has gone to find their authenticators; whoever takes the row away goes on with it. */
  core_enrolments: {
    id: string
    tenant: string
    name: string
    email: string
    /** JSON: what the authenticators are asked to sign, one each. */
    challenges: string
    expires_at: string
  }
}

/** In each tenant: its profile, people, agents and keys. */
export interface AccountTables {
  core_members: { id: string; name: string; email: string | null; created_at: string }
  core_agents: {
    id: string
    name: string
    type: 'implementer' | 'orchestrator'
    member_id: string | null
    status: Generated<'active' | 'idle' | 'deactivated'>
    /** JSON: what whoever registered the agent says of it. */
    metadata: Generated<string>
    created_at: string
    /** When a key of it was last used; at most a minute late. */
    last_seen_at: string | null
  }
  /** One row at most. */
  core_profile: {
    id: 'profile'
    name: string | null
    email: string | null
    /** JSON: one object of settings by name. */
    settings: Generated<string>
    created_at: string
    updated_at: string
  }
  core_keys: {
    id: string
    hash: string
    /** The first characters, by which people tell their keys apart. */
    prefix: string
    name: string
    role: 'superadmin' | 'user' | 'orchestrator' | 'agent'
    member_id: string | null
    agent_id: string | null
    /** Set for a key that also carries the local identities. */
    personal_at: string | null
    created_at: string
    expires_at: string | null
    revoked_at: string | null
    /** The key that took this one's place; it then works until it expires. */
    replaced_by: string | null
    /** At most a minute late. */
    last_used_at: string | null
  }
}

const nullable = { type: 'text', nullable: true } as const

export const directoryMigrations: MigrationSet = {
  prefix: 'core_directory',
  migrations: {
    '0001-tenants': {
      async up(schema) {
        await schema.createTable('core_tenants', {
          columns: { id: 'text', name: 'text', key_tag: 'text', status: 'text', created_at: 'text' },
          primaryKey: ['id'],
          unique: [['key_tag']],
        })
      },
    },
    '0002-sign-ups': {
      async up(schema) {
        await schema.createTable('core_sign_ups', {
          columns: { email: 'text', tenant: 'text', begun_at: 'text', settled_at: nullable },
          primaryKey: ['email'],
        })
      },
    },
    '0003-quotas': quotas,
    '0004-enrolments': {
      async up(schema) {
        await schema.addColumn('core_tenants', 'email', nullable)
        await schema.addIndex('core_tenants', ['email'], { unique: true })
        await schema.createTable('core_enrolments', {
          columns: { id: 'text', tenant: 'text', name: 'text', email: 'text', challenges: 'text', expires_at: 'text' },
          primaryKey: ['id'],
          indexes: [['expires_at']],
        })
      },
    },
  },
}

export const accountMigrations: MigrationSet = {
  prefix: 'core_accounts',
  migrations: {
    '0001-accounts': {
      async up(schema) {
        await schema.createTable('core_members', {
          columns: { id: 'text', name: 'text', email: nullable, created_at: 'text' },
          primaryKey: ['id'],
          unique: [['email']],
        })
        await schema.createTable('core_agents', {
          columns: { id: 'text', name: 'text', type: 'text', member_id: nullable, created_at: 'text' },
          primaryKey: ['id'],
          unique: [['name']],
          references: { member_id: 'core_members' },
        })
        await schema.createTable('core_keys', {
          columns: {
            id: 'text',
            hash: 'text',
            prefix: 'text',
            name: 'text',
            role: 'text',
            member_id: nullable,
            agent_id: nullable,
            personal_at: nullable,
            created_at: 'text',
            expires_at: nullable,
            revoked_at: nullable,
            replaced_by: nullable,
          },
          primaryKey: ['id'],
          unique: [['hash']],
          references: { member_id: 'core_members', agent_id: 'core_agents' },
        })
      },
    },
    '0002-use': {
      async up(schema) {
        await schema.addColumn('core_agents', 'status', { type: 'text', default: 'active' })
        await schema.addColumn('core_agents', 'metadata', { type: 'text', default: '{}' })
        await schema.addColumn('core_agents', 'last_seen_at', nullable)
        await schema.addColumn('core_keys', 'last_used_at', nullable)
      },
    },
    '0003-profile': {
      async up(schema) {
        await schema.createTable('core_profile', {
          columns: {
            id: 'text',
            name: nullable,
            email: nullable,
            settings: { type: 'text', default: '{}' },
            created_at: 'text',
            updated_at: 'text',
          },
          primaryKey: ['id'],
        })
      },
    },
  },
}
