import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeRepository, temporaryFolder, writeIn } from '../fixtures/temporary.ts'
import { findRepositoryRoot } from '../index.ts'

test('the repository is found from its root and from a folder inside', async () => {
  const { root } = makeRepository()
  expect(await findRepositoryRoot(root)).toBe(root)
  expect(await findRepositoryRoot(join(root, 'src'))).toBe(root)
})

test('the root is a real path', async () => {
  const { root } = makeRepository()
  const link = join(temporaryFolder(), 'link')
  symlinkSync(join(root, 'src'), link)
  expect(await findRepositoryRoot(link)).toBe(root)
})

test('the nearest repository counts', async () => {
  const { root, git } = makeRepository()
  git('init', '-q', 'inner')
  expect(await findRepositoryRoot(join(root, 'inner'))).toBe(join(root, 'inner'))
})

test('a linked work tree is a repository of its own', async () => {
  const { git } = makeRepository()
  const tree = join(temporaryFolder(), 'tree')
  git('worktree', 'add', '-q', tree)
  expect(await findRepositoryRoot(tree)).toBe(tree)
})

test('a .git that is none is passed over', async () => {
  const { root } = makeRepository()
  mkdirSync(join(root, 'src/.git'))
  writeIn(root, 'other/.git', 'something else')
  expect(await findRepositoryRoot(join(root, 'src'))).toBe(root)
  expect(await findRepositoryRoot(join(root, 'other'))).toBe(root)
})

test('a folder without a repository above has none', async () => {
  expect(await findRepositoryRoot(temporaryFolder())).toBeNull()
})
