import type { Generated } from 'kysely'
import type { MigrationSet } from '../storage/migrate.ts'

export interface EventTables {
  core_events: {
    seq: Generated<number>
    id: string
    at: string
    type: string
    module: string
    entity: string
    actor_id: string | null
    actor_name: string | null
    actor_role: string | null
    key_id: string | null
    before: string | null
    after: string | null
    audience: string | null
    task_id: string | null
    trace_id: string
    scope: string | null
    details: string | null
    /** The part of the system that did it, in place of an actor. */
    done_by: string | null
    key_name: string | null
    /** The key of the superadmin who acted in place of the tenant's own people. */
    impersonated_by: string | null
  }
  core_deliveries: { subscriber: string; event_id: string; at: string }
  /** The number of the last event that nobody needs to look at for a subscriber. */
  core_subscriptions: { subscriber: string; seq: number }
}

const nullable = { type: 'text', nullable: true } as const

export const eventMigrations: MigrationSet = {
  prefix: 'core_events',
  migrations: {
    '0001-events': {
      async up(schema) {
        await schema.createTable('core_events', {
          columns: {
            seq: 'sequence',
            id: 'text',
            at: 'text',
            type: 'text',
            module: 'text',
            entity: 'text',
            actor_id: nullable,
            actor_name: nullable,
            actor_role: nullable,
            key_id: nullable,
            before: nullable,
            after: nullable,
            audience: nullable,
            task_id: nullable,
            trace_id: 'text',
          },
          primaryKey: ['seq'],
          unique: [['id']],
          indexes: [
            ['entity', 'seq'],
            ['type', 'seq'],
            ['trace_id', 'seq'],
          ],
          appendOnly: true,
        })
        await schema.addIndex('core_events', ['task_id', 'seq'], { where: 'task_id is not null' })
        await schema.createTable('core_deliveries', {
          columns: { subscriber: 'text', event_id: 'text', at: 'text' },
          primaryKey: ['subscriber', 'event_id'],
        })
      },
    },
    '0002-scopes-and-keys': {
      async up(schema) {
        for (const column of ['scope', 'details', 'done_by', 'key_name', 'impersonated_by']) {
          await schema.addColumn('core_events', column, nullable)
        }
        await schema.addIndex('core_events', ['at', 'seq'])
        await schema.addIndex('core_events', ['scope', 'seq'], { where: 'scope is not null' })
        await schema.addIndex('core_events', ['scope', 'at', 'seq'], { where: 'scope is not null' })
      },
    },
    '0003-subscriptions': {
      async up(schema) {
        await schema.createTable('core_subscriptions', { columns: { subscriber: 'text', seq: 'integer' }, primaryKey: ['subscriber'] })
      },
    },
  },
}
