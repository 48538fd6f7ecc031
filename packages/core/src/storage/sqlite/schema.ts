import { sql } from 'kysely'
import type { Schema } from '../schema.ts'
import type { Database } from '../storage.ts'
import { columnSql, createTableSql, keySql, type Spelling } from '../table-sql.ts'
import { addTextIndex } from './text-index.ts'

// The file belongs to one tenant, so nothing leads the keys. `strict` refuses what PostgreSQL would refuse, such as a word in a number.
const spelling: Spelling = {
  types: { text: 'text', integer: 'integer', real: 'real', sequence: 'integer primary key autoincrement' },
  leading: {},
  sequenceIsKey: true,
  ending: ' strict',
}

/** What migrations may do to one tenant's file. */
export function sqliteSchema(db: Database): Schema {
  const schema: Schema = {
    async createTable(name, table) {
      await createTableSql(name, table, spelling).execute(db)
      if (table.appendOnly) await refuseChanges(db, name)
      for (const columns of table.indexes ?? []) await schema.addIndex(name, columns)
    },
    async addColumn(table, column, definition) {
      await sql`alter table ${sql.id(table)} add column ${columnSql(column, definition, spelling)}`.execute(db)
    },
    async addIndex(table, columns, { unique = false, where } = {}) {
      const kind = sql.raw(unique ? 'unique index' : 'index')
      const condition = sql.raw(where === undefined ? '' : ` where ${where}`)
      await sql`create ${kind} ${indexName(table, columns, where)} on ${sql.id(table)} ${keySql(columns, spelling)}${condition}`.execute(db)
    },
    addTextIndex: (index) => addTextIndex(db, index),
    async addFileView(name, table, columns) {
      const named = Object.entries(columns).map(([as, column]) => sql`${sql.id(column)} as ${sql.id(as)}`)
      await sql`create view ${sql.id(name)} as select ${sql.join(named)} from ${sql.id(table)}`.execute(db)
    },
  }
  return schema
}

function indexName(table: string, columns: readonly string[], where: string | undefined) {
  const condition = where === undefined ? [] : ['where', where.replaceAll(/\W+/g, '_')]
  return sql.id([table, ...columns, ...condition, 'index'].join('_'))
}

async function refuseChanges(db: Database, table: string): Promise<void> {
  for (const change of ['update', 'delete']) {
    const trigger = sql.id(`${table}_no_${change}`)
    const refusal = sql`begin select raise(abort, 'rows can only be added here'); end`
    await sql`create trigger ${trigger} before ${sql.raw(change)} on ${sql.id(table)} ${refusal}`.execute(db)
  }
}
