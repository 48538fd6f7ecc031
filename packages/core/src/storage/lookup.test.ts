import { describe, expect, test } from 'vitest'
import { databases, useDatabase } from './fixtures/database.ts'
import type { Demo } from './fixtures/tables.ts'

describe.each(databases)('a lookup on $name', (kind) => {
  const { open } = useDatabase(kind)
  const add = (id: string) => (db: Demo) =>
    db
      .insertInto('demo_notes')
      .values({ id, slug: `slug of ${id}` })
      .execute()
  const rename = (slug: string) => (db: Demo) => db.updateTable('demo_notes').set({ slug }).where('id', '=', 'a').returning('id').execute()
  const note = (db: Demo, id: string) => db.selectFrom('demo_notes').selectAll().where('id', '=', id)

  test('finds by each text its own row, in one tenant, and is put together once', async () => {
    const storage = open()
    let built = 0
    const counted = (db: Demo, id: string) => {
      built += 1
      return note(db, id)
    }
    for (const id of ['a', 'b']) await storage.transaction('mine', 'write', add(id))
    const find = (id: string, tenant = 'mine') => storage.find({ tenant }, counted, id)
    expect(await find('a')).toEqual({ id: 'a', slug: 'slug of a', rank: 3, weight: null })
    expect([await find('b'), await find("' or 1=1 --")]).toEqual([expect.objectContaining({ slug: 'slug of b' }), undefined])
    expect(built).toBe(1)
    expect(await find('a', 'theirs')).toBeUndefined()
    await expect(find('a', '../mine')).rejects.toMatchObject({ kind: 'invalid_input' })
  })

  test('looks behind the door', async () => {
    const storage = open()
    await storage.directory('write', (db) => db.insertInto('directory_keys').values({ id: 'k', tenant: 'mine' }).execute())
    const key = (db: Demo, id: string) =>
      db
        .selectFrom('directory_keys' as never)
        .selectAll()
        .where('id' as never, '=', id as never)
    expect(await storage.find('directory', key, 'k')).toEqual({ id: 'k', tenant: 'mine' })
  })

  test('sees at once what any connection has committed', async () => {
    const [storage, other] = [open(), open()]
    const find = () => storage.find({ tenant: 'changing' }, note, 'a')
    await storage.transaction('changing', 'write', add('a'))
    for (const [index, writer] of [storage, other, storage, other].entries()) {
      await writer.transaction('changing', 'write', rename(`name ${index}`))
      expect(await find()).toMatchObject({ slug: `name ${index}` })
    }
  })

  test('sees what was committed while an older transaction of its own process still reads', async () => {
    const [storage, other] = [open(), open()]
    await storage.transaction('reading', 'write', add('a'))
    let found: Promise<unknown> | undefined
    await storage.transaction('reading', 'read', async (db) => {
      await note(db, 'a').execute()
      await other.transaction('reading', 'write', rename('newer'))
      found = storage.find({ tenant: 'reading' }, note, 'a')
    })
    expect(await found).toMatchObject({ slug: 'newer' })
  })

  test('never sees what is rolled back', async () => {
    const storage = open()
    await storage.transaction('undone', 'write', add('a'))
    let found: Promise<unknown> | undefined
    const failing = storage.transaction('undone', 'write', async (db) => {
      await rename('undone')(db)
      found = storage.find({ tenant: 'undone' }, note, 'a')
      await new Promise(setImmediate)
      throw new Error('undo')
    })
    await expect(failing).rejects.toThrow('undo')
    expect(await found).toMatchObject({ slug: 'slug of a' })
  })

  test('can have no value besides its text', async () => {
    const two = (db: Demo, id: string) => note(db, id).where('rank', '=', 3)
    await expect(open().find({ tenant: 'mine' }, two, 'a')).rejects.toThrow('one value')
  })

  test('is refused by a storage that is closed', async () => {
    const storage = open()
    await storage.find({ tenant: 'mine' }, note, 'a')
    await storage.close()
    await expect(storage.find({ tenant: 'mine' }, note, 'a')).rejects.toMatchObject({ code: 'storage_closed' })
  })
})
