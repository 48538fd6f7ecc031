import { describe, expect, it } from 'vitest'
import { notes } from '../fixtures/notes.ts'
import { type TestDatabase, testDatabases } from './database.ts'
import { testLoop } from './loop.ts'

async function withNotes<Result>({ url }: TestDatabase, work: (call: ReturnType<typeof testLoop>['call']) => Promise<Result>) {
  const { call, close } = testLoop([notes], { databaseUrl: url })
  return work(call).finally(close)
}

describe.each(testDatabases())('a database as modules leave it, on $name,', ({ create }) => {
  it('is one of its own each time', async () => {
    const [first, second] = await Promise.all([create([notes]), create([notes])])
    try {
      await withNotes(first, (call) => call('add_note', { text: 'Mine' }))
      expect(await withNotes(second, (call) => call('list_notes'))).toEqual({ notes: [] })
      expect(await withNotes(first, (call) => call('list_notes'))).toMatchObject({ notes: [{ text: 'Mine' }] })
    } finally {
      await Promise.all([first.drop(), second.drop()])
    }
  })
})
