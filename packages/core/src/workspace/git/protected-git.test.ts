import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { makeRepository, type TestRepository, temporaryFolder } from '../fixtures/temporary.ts'
import { GitFailure, gitForNames, protectedGit } from '../index.ts'

let repository: TestRepository
let marker: string
let program: string

beforeEach(() => {
  repository = makeRepository()
  const folder = temporaryFolder()
  marker = join(folder, 'marker')
  program = join(folder, 'program')
  writeFileSync(program, `#!/bin/sh\necho "$@" >> '${marker}'\ncat "$1"\n`)
  chmodSync(program, 0o755)
})

test('a diff runs neither an external diff nor a textconv', async () => {
  const { env, git, root, write } = repository
  git('config', 'diff.external', program)
  git('config', 'diff.evil.command', program)
  git('config', 'diff.evil.textconv', program)
  writeFileSync(join(root, '.git/info/attributes'), '* diff=evil\n')
  write('a.txt', 'changed\n')
  git('diff')
  expect(existsSync(marker)).toBe(true)
  rmSync(marker)
  const safe = await protectedGit(root, { env })
  const { stdout, exitCode } = await safe(['diff', 'HEAD', '--', 'a.txt'])
  expect(exitCode).toBe(0)
  expect(stdout.toString()).toContain('+changed')
  await safe(['log', '-p'])
  await safe(['show', 'HEAD'])
  expect(existsSync(marker)).toBe(false)
})

test('a new work tree runs neither hook nor smudge filter', async () => {
  const { commit, env, git, root, write } = repository
  write('.gitattributes', '*.txt filter=evil\n')
  commit()
  git('config', 'filter.evil.smudge', program)
  git('config', 'filter.evil.required', 'true')
  writeFileSync(join(root, '.git/hooks/post-checkout'), `#!/bin/sh\ntouch ${marker}\n`)
  chmodSync(join(root, '.git/hooks/post-checkout'), 0o755)
  const tree = join(temporaryFolder(), 'tree')
  const safe = await protectedGit(root, { env })
  expect(await safe(['worktree', 'add', '-b', 'loop/1', tree])).toMatchObject({ exitCode: 0, outcome: 'exited' })
  expect(existsSync(join(tree, 'a.txt'))).toBe(true)
  expect(existsSync(marker)).toBe(false)
})

test('a path is a path and no pattern', async () => {
  const { env, root } = repository
  const safe = await protectedGit(root, { env })
  expect((await safe(['ls-files', '--', '*'])).stdout.toString()).toBe('')
  expect((await safe(['ls-files', '--', 'a.txt'])).stdout.toString()).toBe('a.txt\n')
})

test('what git refuses is an answer', async () => {
  const { env, root } = repository
  const safe = await protectedGit(root, { env })
  const answer = await safe(['rev-parse', '--verify', 'no-such-branch'])
  expect(answer).toMatchObject({ outcome: 'exited', exitCode: 128, complaint: 'fatal: Needed a single revision', tooLong: false })
})

test('a filter that cannot be switched off is a failure before anything runs', async () => {
  repository.git('config', 'filter.a=b.clean', program)
  await expect(protectedGit(repository.root, { env: repository.env })).rejects.toThrow(GitFailure)
})

test('names outside ASCII are shown as they are', async () => {
  const { env, root, write } = repository
  write('grün.txt', 'x')
  const safe = await protectedGit(root, { env })
  expect((await safe(['status', '--porcelain'])).stdout.toString()).toBe('?? grün.txt\n')
})

test('asking for names runs no filter and no monitor', async () => {
  const { env, git, root, write } = repository
  git('config', 'core.fsmonitor', program)
  git('config', 'filter.evil.clean', program)
  write('.gitattributes', '* filter=evil\n')
  write('a.txt', 'changed\n')
  rmSync(join(root, 'src/b.txt'))
  const names = await gitForNames(root, { env })
  const { stdout } = await names(['ls-files', '-t', '--cached', '--deleted', '--others', '--exclude-standard'])
  expect(stdout.toString()).toContain('R src/b.txt')
  expect(existsSync(marker)).toBe(false)
})
