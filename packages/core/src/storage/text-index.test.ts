import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { databases, describeOn, useDatabase } from './fixtures/database.ts'
import type { Demo } from './fixtures/tables.ts'
import { type Database, type MigrationSet, type Storage, searchText, type TextSearch } from './index.ts'

const seed = Number(process.env.LOOP_TEST_SEED ?? Date.now() % 100_000)

describe.each(databases)('a text index on $name', (kind) => {
  const { open } = useDatabase(kind)

  function pagesOf(tenant: string) {
    const storage = open()
    const write = <T>(work: (db: Demo) => Promise<T>) => storage.transaction(tenant, 'write', work)
    return {
      write,
      add: (...pages: string[]) => write((db) => addPages(db, pages)),
      find: (...words: TextSearch['words']) => storage.transaction(tenant, 'read', (db: Demo) => findPages(db, words)),
    }
  }

  test('finds the rows with at least one of some words, the best first', async () => {
    const { add, find } = pagesOf('finds')
    await add('tea and milk', 'milk milk milk', 'coffee', 'tea milk sugar lemon honey')
    expect((await find('coffee', 'lemon')).toSorted()).toEqual(['coffee', 'tea milk sugar lemon honey'])
    expect((await find('milk'))[0]).toBe('milk milk milk')
    expect(await find('water')).toEqual([])
    expect(await find('mil')).toEqual([])
    expect(await find()).toEqual([])
  })

  test('finds the rows with all of the words of a list, beside those with a word that stands alone', async () => {
    const { add, find } = pagesOf('lists')
    await add('ink pen', 'ink', 'pen', 'paper')
    expect(await find(['ink', 'pen'])).toEqual(['ink pen'])
    expect((await find(['ink', 'pen'], 'paper')).toSorted()).toEqual(['ink pen', 'paper'])
    expect((await find(['ink', 'chalk'], ['pen'])).toSorted()).toEqual(['ink pen', 'pen'])
    expect(await find([])).toEqual([])
  })

  test('has words of every script, and tells accents apart', async () => {
    const { add, find } = pagesOf('scripts')
    await add('été', 'ete', '東京 旅行', 'हिन्दी', 'ไทย ที่', '3d 1e5')
    for (const word of ['été', 'ete', 'हिन्दी', '3d']) expect(await find(word), word).toHaveLength(1)
    expect(await find('旅行')).toEqual(['東京 旅行'])
    expect(await find('ที่')).toEqual(['ไทย ที่'])
    expect(await find('1e5')).toEqual(['3d 1e5'])
  })

  test('follows its rows, whether they change, go, or go with others', async () => {
    const { add, find, write } = pagesOf('follows')
    await add('old', 'other')
    await write((db) => db.updateTable('demo_pages').set({ words: 'new', more: 'further' }).where('words', '=', 'old').execute())
    expect([await find('old'), await find('new'), await find('further')]).toEqual([[], ['new'], ['new']])
    await write((db) => db.deleteFrom('demo_pages').where('words', '=', 'new').execute())
    expect(await find('new')).toEqual([])
    await write(async (db) => {
      await db.insertInto('demo_notes').values({ id: 'n', slug: 'n' }).execute()
      await db.insertInto('demo_pages').values({ words: 'child', note_id: 'n' }).execute()
      await db.deleteFrom('demo_notes').where('id', '=', 'n').execute()
    })
    expect(await find('child')).toEqual([])
    expect(await find('other')).toEqual(['other'])
  })

  test('has the rows that were there before it', async () => {
    const before: MigrationSet = { prefix: 'late', migrations: { '0001-late': { up: (schema) => schema.createTable('late_pages', late) } } }
    const after = { ...before.migrations, '0002-index': { up: indexLate } }
    await open({ migrations: [before] }).transaction('late', 'write', (db) =>
      sql`insert into late_pages (words) values ('tea')`.execute(db),
    )
    const storage = open({ migrations: [{ ...before, migrations: after }] })
    const find = (db: Database<Late>) =>
      searchText(db, { table: 'late_pages', key: 'number', words: ['tea'] })
        .select('words')
        .execute()
    expect(await storage.transaction('late', 'read', find)).toEqual([{ words: 'tea' }])
  })

  test('shows nothing of itself in a row, and stays behind the wall of its tenant', async () => {
    const { add, find, write } = pagesOf('mine')
    await add('secret')
    const row = { number: expect.any(Number), note_id: null, words: 'secret', more: null }
    expect(await write((db) => db.selectFrom('demo_pages').selectAll().execute())).toEqual([row])
    expect(await find('secret')).toHaveLength(1)
    expect(await pagesOf('theirs').find('secret')).toEqual([])
  })

  test(`takes any word as a word (LOOP_TEST_SEED=${seed})`, async () => {
    const { add, find } = pagesOf('hostile')
    await add('tea', 'near or and not')
    const hostile = [
      '"',
      '""',
      "'",
      "''",
      '(',
      '*',
      'tea*',
      'words:tea',
      '^tea',
      'NEAR(tea',
      'a" OR "tea',
      '\0',
      'tea\0',
      '\\',
      ':*',
      '!tea',
      '\ud800',
    ]
    for (const word of hostile) expect(Array.isArray(await find(word)), word).toBe(true)
    expect(await find('tea" OR "near')).toEqual([])
    expect(await find("tea' | 'near")).toEqual([])
    expect(await find('x'.repeat(5_000))).toEqual([])
    const unit = fc.constantFrom(...hostile.join(''), ' ', '|', '&', '-', 'é', '東', '\u0301')
    const words = fc.array(fc.string({ unit, maxLength: 20 }), { maxLength: 5 })
    const isAnswered = fc.asyncProperty(words, async (given) => Array.isArray(await find(...given, given)))
    await fc.assert(isAnswered, { seed, numRuns: 50 })
  })
})

describeOn('sqlite', 'a text index in a file', (kind) => {
  const { open, url } = useDatabase(kind)

  test('leaves no bytes of a deleted row', async () => {
    const storage = open()
    const write = <T>(work: (db: Demo) => Promise<T>) => storage.transaction('local', 'write', work)
    for (let round = 0; round < 20; round++) await write((db) => addPages(db, [`page${round} kept`, `xyzzysecret${round} gone`]))
    await write((db) => db.deleteFrom('demo_pages').where('words', 'like', '%gone').execute())
    expect(await bytesHold(storage, url(), 'xyzzysecret')).toBe(false)
    expect(await bytesHold(storage, url(), 'page7')).toBe(true)
  })

  test('is in order after everything', async () => {
    const storage = open()
    const check = (db: Demo) => sql`insert into demo_pages_text (demo_pages_text, rank) values ('integrity-check', 1)`.execute(db)
    await storage.transaction('local', 'write', check)
  })
})

interface Late {
  late_pages: { number: number; words: string }
}

const late = { columns: { number: 'sequence', words: 'text' }, primaryKey: ['number'] } as const

function indexLate(schema: Parameters<MigrationSet['migrations'][string]['up']>[0]) {
  return schema.addTextIndex({ table: 'late_pages', key: 'number', columns: ['words'] })
}

async function addPages(db: Demo, pages: readonly string[]): Promise<void> {
  await db
    .insertInto('demo_pages')
    .values(pages.map((words) => ({ words })))
    .execute()
}

async function findPages(db: Demo, words: TextSearch['words']): Promise<string[]> {
  const rows = await searchText(db, { table: 'demo_pages', key: 'number', words }).select('demo_pages.words').limit(10).execute()
  return rows.map(({ words }) => words)
}

/** Whether a word stands anywhere in the folder of a database, once all of it is in the file. */
async function bytesHold(storage: Storage, url: string, word: string): Promise<boolean> {
  await storage.close()
  const folder = dirname(url.slice('file:'.length))
  const contents = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))))
  return contents.some((content) => content.includes(word))
}
