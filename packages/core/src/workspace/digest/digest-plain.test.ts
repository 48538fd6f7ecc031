import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { emptyRepository, makeRepository, temporaryFolder, writeIn } from '../fixtures/temporary.ts'
import { digestWorkspace, listWorkspace } from '../index.ts'

let root: string

beforeEach(() => {
  root = temporaryFolder()
  writeIn(root, 'a.txt', 'one\n')
  writeIn(root, 'src/b.txt', 'two\n')
  symlinkSync('a.txt', join(root, 'link'))
})

async function digest(): Promise<string | null> {
  return (await digestWorkspace(root, { env: { PATH: '' } })).digest
}

test('a folder without git has a digest, without git on the machine', async () => {
  expect(await digestWorkspace(root, { env: { PATH: '' } })).toEqual({ digest: expect.stringMatching(/^d1:/), head: null, vcs: 'none' })
})

test.each<[string, () => void]>([
  ['one byte', () => writeIn(root, 'a.txt', 'onE\n')],
  ['a new file', () => writeIn(root, 'deep/er/new.txt', '')],
  ['a deletion', () => rmSync(join(root, 'src/b.txt'))],
  ['the executable bit', () => chmodSync(join(root, 'a.txt'), 0o755)],
  ['the target of a link', () => relink('src/b.txt')],
])('%s changes the digest, and taking it back restores it', async (_title, change) => {
  const before = await digest()
  change()
  expect(await digest()).not.toBe(before)
  rmSync(root, { recursive: true })
  writeIn(root, 'a.txt', 'one\n')
  writeIn(root, 'src/b.txt', 'two\n')
  symlinkSync('a.txt', join(root, 'link'))
  expect(await digest()).toBe(before)
})

function relink(target: string): void {
  rmSync(join(root, 'link'))
  symlinkSync(target, join(root, 'link'))
}

test('what programs make does not count', async () => {
  const before = await digest()
  for (const folder of ['.git', '.forloop', 'node_modules', '.venv', 'dist', 'build', 'target', 'coverage']) {
    writeIn(root, `${folder}/x`, 'x')
    writeIn(root, `src/${folder}/x`, 'x')
  }
  expect(await digest()).toBe(before)
})

test('a file or a link that has the name of such a folder counts', async () => {
  const digests = [await digest()]
  writeIn(root, 'build', '#!/bin/sh\n')
  digests.push(await digest())
  symlinkSync('src', join(root, 'dist'))
  digests.push(await digest())
  expect(new Set(digests).size).toBe(3)
})

test('links to folders are not followed', async () => {
  symlinkSync('..', join(root, 'up'))
  symlinkSync('/', join(root, 'everything'))
  const { entries } = await listWorkspace(root)
  expect(entries.map(({ raw }) => raw)).toEqual(['a.txt', 'everything', 'link', 'src/b.txt', 'up'])
})

test('a repository inside counts as git sees it, without what it ignores', async () => {
  mkdirSync(join(root, 'inner'))
  const inner = emptyRepository(join(root, 'inner'))
  inner.write('.gitignore', 'out\n')
  inner.write('code.txt', 'code\n')
  const read = async () => (await digestWorkspace(root, { env: inner.env })).digest
  const before = await read()
  inner.write('out/x', 'x')
  inner.commit()
  expect(await read()).toBe(before)
  inner.write('code.txt', 'changed\n')
  expect(await read()).not.toBe(before)
})

test('a folder inside a repository is listed alone', async () => {
  const outer = makeRepository()
  const folder = join(outer.root, 'src')
  const read = () => listWorkspace(folder, { env: outer.env })
  expect((await read()).entries.map(({ raw }) => raw)).toEqual(['b.txt'])
  const before = await digestWorkspace(folder, { env: outer.env })
  outer.write('a.txt', 'changed\n')
  expect(await digestWorkspace(folder, { env: outer.env })).toEqual(before)
  outer.write('src/b.txt', 'changed\n')
  outer.write('src/new.txt', 'new\n')
  outer.git('update-index', '--assume-unchanged', 'src/b.txt')
  expect((await read()).entries.map(({ raw }) => raw)).toEqual(['b.txt', 'new.txt'])
  expect((await digestWorkspace(folder, { env: outer.env })).digest).not.toBe(before.digest)
})

test('a folder that the repository around it ignores stands for itself', async () => {
  const outer = makeRepository()
  outer.write('.gitignore', 'projects/\n')
  outer.write('projects/mine/a.txt', 'one\n')
  const read = () => digestWorkspace(join(outer.root, 'projects/mine'), { env: outer.env })
  const before = await read()
  expect(before.vcs).toBe('none')
  outer.write('projects/mine/a.txt', 'two\n')
  expect((await read()).digest).not.toBe(before.digest)
})
