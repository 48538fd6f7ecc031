import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyRepository, makeRepository, temporaryFolder, writeIn } from '../fixtures/temporary.ts'
import { digestWorkspace } from '../index.ts'

const tooLarge = { digest: null, reason: 'workspace_too_large' }

test('more untracked files than the limit are too many', async () => {
  const { env, root, write } = makeRepository()
  for (const name of ['x', 'y', 'z']) write(name, '')
  expect(await digestWorkspace(root, { env, limits: { untrackedFiles: 3 } })).not.toMatchObject(tooLarge)
  expect(await digestWorkspace(root, { env, limits: { untrackedFiles: 2 } })).toMatchObject({ ...tooLarge, vcs: 'git' })
})

test('tracked files are no untracked files', async () => {
  const { env, root, write } = makeRepository()
  write('a.txt', 'changed\n')
  expect(await digestWorkspace(root, { env, limits: { untrackedFiles: 0 } })).not.toMatchObject(tooLarge)
})

test('more bytes to hash than the limit are too many, wherever they are', async () => {
  const { env, root, write } = makeRepository()
  const inner = join(root, 'inner')
  mkdirSync(inner)
  emptyRepository(inner).write('file', 'x'.repeat(60))
  write('a.txt', 'x'.repeat(60))
  expect(await digestWorkspace(root, { env, limits: { hashedBytes: 120 } })).not.toMatchObject(tooLarge)
  expect(await digestWorkspace(root, { env, limits: { hashedBytes: 119 } })).toMatchObject(tooLarge)
})

test('without git the same limits hold for all files', async () => {
  const root = temporaryFolder()
  writeIn(root, 'a.txt', '12345')
  writeIn(root, 'folder/b.txt', '12345')
  expect(await digestWorkspace(root, { limits: { untrackedFiles: 2, hashedBytes: 10 } })).not.toMatchObject(tooLarge)
  expect(await digestWorkspace(root, { limits: { untrackedFiles: 1 } })).toMatchObject({ ...tooLarge, vcs: 'none' })
  expect(await digestWorkspace(root, { limits: { hashedBytes: 9 } })).toMatchObject(tooLarge)
})

test('a file of more than 256 MiB is too large without being read', async () => {
  const { env, root } = makeRepository()
  writeFileSync(join(root, 'huge'), '')
  truncateSync(join(root, 'huge'), 256 * 1024 * 1024 + 1)
  expect(await digestWorkspace(root, { env })).toMatchObject(tooLarge)
})

test('a git that takes longer than the limit is ended', async () => {
  const { env, git, root, write } = makeRepository()
  git('config', '--global', 'filter.slow.clean', 'sleep 600')
  write('.gitattributes', 'slow.txt filter=slow\n')
  write('slow.txt', 'slow\n')
  expect(await digestWorkspace(root, { env, limits: { timeMs: 1_500 } })).toMatchObject({ ...tooLarge, detail: 'more than 1500 ms' })
})

test('without git the time limit holds too', async () => {
  const root = temporaryFolder()
  for (let count = 0; count < 500; count += 1) writeIn(root, `folder-${count}/file`, '')
  expect(await digestWorkspace(root, { limits: { timeMs: 1 } })).toMatchObject(tooLarge)
})

test('the caller can cancel', async () => {
  const { env, root } = makeRepository()
  expect(await digestWorkspace(root, { env, signal: AbortSignal.abort() })).toMatchObject({ digest: null, reason: 'cancelled' })
  const folder = temporaryFolder()
  expect(await digestWorkspace(folder, { signal: AbortSignal.abort() })).toMatchObject({ digest: null, reason: 'cancelled' })
})

test('a root that does not exist, or is a file, is unreadable', async () => {
  const root = temporaryFolder()
  writeIn(root, 'file', '')
  expect(await digestWorkspace(join(root, 'nothing'))).toMatchObject({ digest: null, reason: 'unreadable', head: null, vcs: 'none' })
  expect(await digestWorkspace(join(root, 'file'))).toMatchObject({ digest: null, reason: 'unreadable', vcs: 'none' })
})

test('a file that git cannot hash takes the digest away', async () => {
  const { env, git, root, write } = makeRepository()
  git('config', '--global', 'filter.broken.clean', 'false')
  git('config', '--global', 'filter.broken.required', 'true')
  write('.gitattributes', 'broken.txt filter=broken\n')
  write('broken.txt', 'x')
  expect(await digestWorkspace(root, { env })).toMatchObject({
    digest: null,
    reason: 'git_failed',
    detail: expect.stringContaining('broken'),
  })
})

test('a repository without git on the machine has no digest', async () => {
  const { root } = makeRepository()
  const env = { PATH: temporaryFolder() }
  expect(await digestWorkspace(root, { env })).toMatchObject({
    digest: null,
    reason: 'git_failed',
    detail: 'git could not be started',
    vcs: 'git',
  })
})

test('what git complains about is told in one printable line', async () => {
  const { env, root } = makeRepository()
  rmSync(join(root, '.git/HEAD'))
  writeFileSync(join(root, '.git/HEAD'), 'ref: \u001b[31m\n')
  const { detail } = await digestWorkspace(root, { env })
  expect(detail).toMatch(/^[^\p{C}]{1,300}$/u)
})
