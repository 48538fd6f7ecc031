import { chmodSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeRepository, temporaryFolder } from '../fixtures/temporary.ts'
import { changedPaths, digestOf, listWorkspace } from '../index.ts'

test('what changed between two listings is named', async () => {
  const { env, root, write } = makeRepository()
  write('same.txt', 'same\n')
  const before = await listWorkspace(root, { env })
  write('src/b.txt', 'changed\n')
  write('ü.txt', 'new\n')
  rmSync(join(root, 'a.txt'))
  chmodSync(join(root, '.gitignore'), 0o755)
  const after = await listWorkspace(root, { env })
  expect(changedPaths(before, after)).toEqual(['.gitignore', 'a.txt', 'src/b.txt', 'ü.txt'])
  expect(changedPaths(after, after)).toEqual([])
})

test('one listing gives the digests of any number of scopes', async () => {
  const { env, root, write } = makeRepository()
  const scopes = [(path: string) => path.startsWith('src/'), (path: string) => path.endsWith('.txt'), () => true, () => false]
  const read = async () => {
    const listing = await listWorkspace(root, { env })
    return [...scopes.map((scope) => digestOf(listing, scope).digest), digestOf(listing).digest]
  }
  const [source, texts, all, none, whole] = await read()
  expect(all).toBe(whole)
  expect(new Set([source, texts, all, none]).size).toBe(4)
  write('a.txt', 'changed\n')
  const [sourceNow, textsNow, allNow, noneNow] = await read()
  expect(sourceNow).toBe(source)
  expect(textsNow).not.toBe(texts)
  expect(allNow).not.toBe(all)
  expect(noneNow).toBe(none)
})

test('the scopes of a working tree without a digest have none either', async () => {
  const listing = await listWorkspace(join(temporaryFolder(), 'nothing'))
  expect(digestOf(listing, () => true)).toMatchObject({ digest: null, reason: 'unreadable' })
})
