import type { Generated } from 'kysely'
import type { Database, MigrationSet } from './index.ts'

/** The tables of the tests. */
export interface Tables {
  demo_notes: { id: string; slug: string; rank: Generated<number>; weight: number | null }
  demo_comments: { id: string; note_id: string | null }
  demo_counters: { name: string; value: number }
  demo_log: { seq: Generated<number>; word: string }
}

export interface DirectoryTables {
  directory_keys: { id: string; tenant: string }
}

export type Demo = Database<Tables>

const demo: MigrationSet = {
  prefix: 'demo',
  migrations: {
    '0001-notes': {
      async up(schema) {
        await schema.createTable('demo_notes', {
          columns: { id: 'text', slug: 'text', rank: { type: 'integer', default: 3 } },
          primaryKey: ['id'],
          unique: [['slug']],
          indexes: [['rank', 'id']],
        })
        await schema.createTable('demo_comments', {
          columns: { id: 'text', note_id: { type: 'text', nullable: true } },
          primaryKey: ['id'],
          references: { note_id: 'demo_notes' },
        })
        await schema.createTable('demo_counters', { columns: { name: 'text', value: 'integer' }, primaryKey: ['name'] })
      },
    },
    '0002-log': {
      async up(schema) {
        await schema.createTable('demo_log', { columns: { seq: 'sequence', word: 'text' }, primaryKey: ['seq'], appendOnly: true })
        await schema.addColumn('demo_notes', 'weight', { type: 'real', nullable: true })
        await schema.addIndex('demo_notes', ['rank'], { unique: true, where: 'rank > 100' })
      },
    },
  },
}

const directory: MigrationSet = {
  prefix: 'directory',
  migrations: {
    '0001-keys': {
      up: (schema) => schema.createTable('directory_keys', { columns: { id: 'text', tenant: 'text' }, primaryKey: ['id'] }),
    },
  },
}

export const migrations = [demo]
export const directoryMigrations = [directory]
