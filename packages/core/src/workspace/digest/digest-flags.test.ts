import { chmodSync, renameSync, rmSync, symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { makeRepository } from '../fixtures/temporary.ts'

describe.each(['--assume-unchanged', '--skip-worktree'])('a file marked %s', (flag) => {
  async function flagged() {
    const repository = makeRepository()
    const before = await repository.digest()
    repository.git('update-index', flag, 'a.txt', 'src/b.txt')
    return { ...repository, before }
  }

  test('keeps the digest while it is as it was', async () => {
    const { before, digest } = await flagged()
    expect(await digest()).toBe(before)
  })

  test('hides no change', async () => {
    const { before, digest, write } = await flagged()
    write('a.txt', 'changed\n')
    expect(await digest()).not.toBe(before)
    write('a.txt', 'one\n')
    expect(await digest()).toBe(before)
  })

  test('hides no executable bit, no deletion and no link', async () => {
    const { before, digest, root } = await flagged()
    chmodSync(join(root, 'a.txt'), 0o755)
    const digests = [before, await digest()]
    rmSync(join(root, 'a.txt'))
    digests.push(await digest())
    symlinkSync('src/b.txt', join(root, 'a.txt'))
    digests.push(await digest())
    expect(new Set(digests).size).toBe(4)
  })

  test('is deleted if its folder is only a link to another one', async () => {
    const { digest, root } = await flagged()
    renameSync(join(root, 'src'), join(root, '.git/src'))
    const without = await digest()
    symlinkSync('.git/src', join(root, 'src'))
    const linked = await digest()
    rmSync(join(root, 'src'))
    expect(await digest()).toBe(without)
    expect(linked).not.toBe(without)
  })
})

test('both marks at once hide nothing', async () => {
  const { digest, git, write } = makeRepository()
  const before = await digest()
  git('update-index', '--assume-unchanged', 'a.txt')
  git('update-index', '--skip-worktree', 'a.txt')
  write('a.txt', 'changed\n')
  expect(await digest()).not.toBe(before)
})

test('a sparse checkout counts what is there', async () => {
  const { digest, git, write } = makeRepository()
  const before = await digest()
  git('sparse-checkout', 'set', '--no-cone', '/*', '!/src/')
  const sparse = await digest()
  expect(sparse).not.toBe(before)
  write('src/b.txt', 'changed\n')
  expect(await digest()).not.toBe(sparse)
  git('sparse-checkout', 'disable')
})

test('a repository that tells git to look less closely hides nothing', async () => {
  const { digest, git, root, write } = makeRepository()
  const then = new Date('2020-01-01T00:00:00Z')
  utimesSync(join(root, 'a.txt'), then, then)
  git('update-index', '--refresh')
  const before = await digest()
  // The time of the last change of a file, which nobody can set, is compared by seconds.
  await sleep(1_100)
  git('config', 'core.trustctime', 'false')
  git('config', 'core.checkStat', 'minimal')
  write('a.txt', 'onE\n')
  utimesSync(join(root, 'a.txt'), then, then)
  expect(git('status', '--porcelain')).toBe('')
  expect(await digest()).not.toBe(before)
})

test('a repository that points git to another work tree hides nothing', async () => {
  const pristine = makeRepository()
  const { digest, git, write } = makeRepository()
  const before = await digest()
  git('config', 'core.worktree', pristine.root)
  write('a.txt', 'changed\n')
  const changed = await digest()
  expect(changed).toMatch(/^d1:/)
  expect(changed).not.toBe(before)
})
