import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyRepository, makeRepository, type TestRepository, writeIn } from '../fixtures/temporary.ts'
import { digestOf, digestWorkspace, listWorkspace } from '../index.ts'

/** A repository with a submodule in `lib/sub`. */
function withSubmodule(): { outer: TestRepository; inner: TestRepository } {
  const outer = makeRepository()
  const source = emptyRepository(undefined, outer.home)
  source.write('code.txt', 'code\n')
  source.write('.gitignore', 'out/\n')
  source.commit()
  outer.git('submodule', '--quiet', 'add', source.root, 'lib/sub')
  outer.commit()
  return { outer, inner: emptyRepository(join(outer.root, 'lib/sub'), outer.home) }
}

test('a change, a new file and a deletion in a submodule change the digest, an ignored file does not', async () => {
  const { inner, outer } = withSubmodule()
  const digests = [await outer.digest()]
  inner.write('out/x', 'ignored\n')
  expect(await outer.digest()).toBe(digests[0])
  inner.write('code.txt', 'changed\n')
  digests.push(await outer.digest())
  inner.write('new.txt', 'new\n')
  digests.push(await outer.digest())
  rmSync(join(inner.root, 'code.txt'))
  digests.push(await outer.digest())
  expect(new Set(digests).size).toBe(4)
})

test('committing in a submodule, and then the submodule, keeps the digest', async () => {
  const { inner, outer } = withSubmodule()
  inner.write('code.txt', 'changed\n')
  const changed = await outer.digest()
  inner.commit()
  expect(await outer.digest()).toBe(changed)
  outer.commit()
  expect(await outer.digest()).toBe(changed)
})

test('a submodule that its configuration tells git to ignore hides nothing', async () => {
  const { inner, outer } = withSubmodule()
  outer.git('config', 'submodule.lib/sub.ignore', 'all')
  const before = await outer.digest()
  inner.write('code.txt', 'changed\n')
  expect(await outer.digest()).not.toBe(before)
})

test('flags in a submodule hide nothing', async () => {
  const { inner, outer } = withSubmodule()
  const before = await outer.digest()
  inner.git('update-index', '--assume-unchanged', 'code.txt')
  outer.git('update-index', '--skip-worktree', 'lib/sub')
  inner.write('code.txt', 'changed\n')
  expect(await outer.digest()).not.toBe(before)
})

test('a submodule that is not checked out counts as the commit that it stands for, until files are put there', async () => {
  const { outer } = withSubmodule()
  outer.git('submodule', '--quiet', 'deinit', '-f', 'lib/sub')
  const { entries } = await listWorkspace(outer.root, { env: outer.env })
  expect(entries.filter(({ mode }) => mode === '160000').map(({ raw }) => raw)).toEqual(['lib/sub'])
  const before = await outer.digest()
  writeIn(outer.root, 'lib/sub/hidden.txt', 'hidden\n')
  expect(outer.git('status', '--porcelain')).toBe('')
  expect(await outer.digest()).not.toBe(before)
})

test('a submodule that is deleted, or replaced by a file or a link, changes the digest', async () => {
  const { inner, outer } = withSubmodule()
  const digests = [await outer.digest()]
  const away = join(outer.root, '.git/away')
  renameSync(inner.root, away)
  digests.push(await outer.digest())
  writeFileSync(inner.root, 'a file\n')
  digests.push(await outer.digest())
  rmSync(inner.root)
  symlinkSync(away, inner.root)
  digests.push(await outer.digest())
  expect(new Set(digests).size).toBe(4)
})

test('a repository inside that is no submodule counts with its files, and keeps the digest when it is added', async () => {
  const outer = makeRepository()
  const before = await outer.digest()
  const inner = emptyRepository(nestedFolder(outer.root, 'inner'), outer.home)
  inner.write('code.txt', 'code\n')
  const untracked = await outer.digest()
  expect(untracked).not.toBe(before)
  inner.commit()
  expect(await outer.digest()).toBe(untracked)
  outer.commit()
  expect(await outer.digest()).toBe(untracked)
  inner.write('code.txt', 'changed\n')
  expect(await outer.digest()).not.toBe(untracked)
})

test('private ignore rules of a repository inside count', async () => {
  const outer = makeRepository()
  const inner = emptyRepository(nestedFolder(outer.root, 'inner'), outer.home)
  inner.write('code.txt', 'code\n')
  const before = await outer.digest()
  writeFileSync(join(inner.root, '.git/info/exclude'), '*.secret\n')
  expect(await outer.digest()).not.toBe(before)
})

test('three repositories deep are looked into, a fourth is too many', async () => {
  const outer = makeRepository()
  let folder = outer.root
  for (const name of ['one', 'two', 'three']) {
    folder = nestedFolder(folder, name)
    emptyRepository(folder, outer.home).write('file.txt', 'x\n')
  }
  const before = await outer.digest()
  expect(before).toMatch(/^d1:/)
  writeFileSync(join(folder, 'file.txt'), 'y\n')
  expect(await outer.digest()).not.toBe(before)
  emptyRepository(nestedFolder(folder, 'four'), outer.home)
  expect(await digestWorkspace(outer.root, { env: outer.env })).toMatchObject({ digest: null, reason: 'workspace_too_large', vcs: 'git' })
})

test('a pattern reaches into a submodule by the whole path', async () => {
  const { inner, outer } = withSubmodule()
  const scopes = async () => {
    const listing = await listWorkspace(outer.root, { env: outer.env })
    return ['lib/sub/code.txt', 'a.txt'].map((wanted) => digestOf(listing, (path) => path === wanted).digest)
  }
  const before = await scopes()
  inner.write('code.txt', 'changed\n')
  const after = await scopes()
  expect(after[0]).not.toBe(before[0])
  expect(after[1]).toBe(before[1])
})

function nestedFolder(folder: string, name: string): string {
  mkdirSync(join(folder, name))
  return join(folder, name)
}
