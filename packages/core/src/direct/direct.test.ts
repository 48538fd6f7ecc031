import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { testLoop } from '../testing/loop.ts'
import { isLocalDatabase, openDirect, openToRead } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'loop-direct-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, 'loop.db')
const module = { prefix: 'notes', migrations: {} }

test('what is written directly stands in the log that a server reads', async () => {
  const direct = openDirect({ path, module, identity: 'implementer-local' })
  await direct.transaction('write', async ({ emit }) => emit({ type: 'note.seen', entity: 'n1' }))
  await direct.close()
  const loop = testLoop([], { databaseUrl: `file:${path}` })
  expect(await loop.events()).toMatchObject([{ type: 'note.seen', entity: 'n1', module: 'notes', actor: { id: 'implementer-local' } }])
  await loop.close()
})

test('a throw leaves nothing behind', async () => {
  const direct = openDirect({ path, module, identity: 'implementer-local' })
  const work = direct.transaction('write', async ({ emit }) => {
    emit({ type: 'note.lost', entity: 'n2' })
    throw new Error('changed my mind')
  })
  await expect(work).rejects.toThrow('changed my mind')
  await direct.close()
  const loop = testLoop([], { databaseUrl: `file:${path}` })
  expect((await loop.events()).map(({ type }) => type)).not.toContain('note.lost')
  await loop.close()
})

test('a file can be told from a database before it is opened', async () => {
  const notes = join(folder, 'notes')
  writeFileSync(notes, 'SQLite')
  expect([await isLocalDatabase(path), await isLocalDatabase(notes)]).toEqual([true, false])
  await expect(isLocalDatabase(join(folder, 'missing'))).rejects.toThrow('ENOENT')
})

test('a path means the same file as it does for a server', async () => {
  const full = `${join(folder, 'full.db')}?synchronous=full`
  const direct = openDirect({ path: full, module, identity: 'implementer-local' })
  const { rows } = await direct.transaction('read', ({ db }) => sql<{ synchronous: number }>`pragma synchronous`.execute(db))
  await direct.close()
  expect(rows).toEqual([{ synchronous: 2 }])
  expect(await isLocalDatabase(full)).toBe(true)
  const reading = openToRead({ path: full, module })
  expect(await reading.transaction(async () => 'read')).toBe('read')
  await reading.close()
  expect(readdirSync(folder).filter((name) => name.startsWith('full'))).toEqual(['full.db'])
})

test('nobody acts who is not of this machine', () => {
  expect(() => openDirect({ path, module, identity: 'stranger' })).toThrow('no local identity stranger')
})

test('it brings along no schemas, no server and no logger, so that it starts fast', () => {
  const seen = new Set<string>()
  follow(join(import.meta.dirname, 'index.ts'), seen)
  const foreign = [...seen].filter((name) => !name.startsWith('/') && !name.startsWith('node:'))
  expect(foreign.sort()).toEqual(['kysely', 'ulid', 'uuid'])
})

/** Everything that a file needs before it can run; types and what is loaded later cost nothing. */
function follow(path: string, seen: Set<string>): void {
  if (seen.has(path)) return
  seen.add(path)
  if (!path.startsWith('/')) return
  const found = readFileSync(path, 'utf8').matchAll(/^(?:import|export) (?!type )[^'\n]*from '([^']+)'/gm)
  for (const [, name] of found) follow(name!.startsWith('.') ? join(path, '..', name!) : name!, seen)
}
