import type { MigrationSet } from '../storage/migrate.ts'

export interface JobTables {
  core_jobs: {
    id: string
    name: string
    key: string | null
    payload: string
    /** How many tries were begun. */
    attempt: number
    /** From when a worker may take it: its time, the end of a pause, or while it runs the end of its lease. */
    ready_at: string
    /** Set when the last try failed. */
    dead_at: string | null
    /** Why the latest try failed. */
    error: string | null
  }
}

export interface ScheduleTables {
  core_schedules: {
    name: string
    /** The latest due time that was acted on. */
    due_at: string
  }
}

const nullable = { type: 'text', nullable: true } as const

/** The jobs themselves, where nothing else keeps them. */
export const jobMigrations: MigrationSet = {
  prefix: 'core_jobs',
  migrations: {
    '0001-jobs': {
      async up(schema) {
        await schema.createTable('core_jobs', {
          columns: {
            id: 'text',
            name: 'text',
            key: nullable,
            payload: 'text',
            attempt: { type: 'integer', default: 0 },
            ready_at: 'text',
            dead_at: nullable,
            error: nullable,
          },
          primaryKey: ['id'],
        })
        await schema.addIndex('core_jobs', ['ready_at'], { where: 'dead_at is null' })
        await schema.addIndex('core_jobs', ['name', 'key'], { unique: true, where: 'dead_at is null' })
      },
    },
  },
}

/** How far each schedule has come, on every database. */
export const scheduleMigrations: MigrationSet = {
  prefix: 'core_schedules',
  migrations: {
    '0001-schedules': {
      async up(schema) {
        await schema.createTable('core_schedules', { columns: { name: 'text', due_at: 'text' }, primaryKey: ['name'] })
      },
    },
  },
}
