import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { emptyRepository, makeRepository, type TestRepository, temporaryFolder } from '../fixtures/temporary.ts'
import { digestWorkspace } from '../index.ts'

let repository: TestRepository
let before: string | null

beforeEach(async () => {
  repository = makeRepository()
  symlinkSync('a.txt', join(repository.root, 'link'))
  repository.commit()
  before = await repository.digest()
})

test('a digest names its version and the commit stands beside it', async () => {
  const { root, env, git } = repository
  const result = await digestWorkspace(root, { env })
  expect(result).toEqual({ digest: expect.stringMatching(/^d1:[0-9a-f]{64}$/), head: git('rev-parse', 'HEAD').trim(), vcs: 'git' })
})

test('a digest is the hash of version, private ignore rules and the sorted blobs', async () => {
  const { root, git } = repository
  writeFileSync(join(root, '.git/info/exclude'), '*.tmp\n')
  const records = git('ls-files', '-s').replace(/^(\d+) (\w+) 0\t(.*)\n/gm, '$1 $2\t$3\0')
  expect(await repository.digest()).toBe(`d1:${createHash('sha256').update(`loop-digest-v1\0*.tmp\n${records}`).digest('hex')}`)
})

describe('keep the digest:', () => {
  test('a commit of exactly that content', async () => {
    const { root, write } = repository
    write('a.txt', 'changed\n')
    write('new/file.txt', 'new\n')
    write('run.sh', '#!/bin/sh\n')
    chmodSync(join(root, 'run.sh'), 0o755)
    symlinkSync('new', join(root, 'folder-link'))
    rmSync(join(root, 'src/b.txt'))
    const changed = await repository.digest()
    expect(changed).not.toBe(before)
    repository.commit()
    expect(await repository.digest()).toBe(changed)
  })

  test('git add alone', async () => {
    const { git, write } = repository
    write('a.txt', 'changed\n')
    write('new.txt', 'new\n')
    const changed = await repository.digest()
    git('add', 'a.txt')
    expect(await repository.digest()).toBe(changed)
    git('add', '-A')
    expect(await repository.digest()).toBe(changed)
  })

  test('git add with the intent to add, and git rm that leaves the file', async () => {
    const { git, write } = repository
    git('rm', '-q', '--cached', 'a.txt')
    expect(await repository.digest()).toBe(before)
    write('new.txt', 'new\n')
    const changed = await repository.digest()
    git('add', '-N', 'new.txt')
    expect(await repository.digest()).toBe(changed)
  })

  test('a staged change that is undone in the work tree', async () => {
    const { git, write } = repository
    write('a.txt', 'changed\n')
    git('add', 'a.txt')
    write('a.txt', 'one\n')
    expect(await repository.digest()).toBe(before)
  })

  test('an ignored file, and one that the person ignores everywhere', async () => {
    const { git, home, write } = repository
    write('debug.log', 'noise\n')
    writeFileSync(join(home, 'ignore'), 'notes.txt\n')
    git('config', '--global', 'core.excludesFile', join(home, 'ignore'))
    write('notes.txt', 'mine\n')
    expect(await repository.digest()).toBe(before)
  })

  test('the same content written again, an amended commit and another branch', async () => {
    const { git, write } = repository
    write('a.txt', 'one\n')
    git('commit', '-q', '--amend', '-m', 'another message')
    git('switch', '-q', '-c', 'other')
    expect(await repository.digest()).toBe(before)
  })

  test('a linked work tree of the same commit', async () => {
    const tree = join(temporaryFolder(), 'tree')
    repository.git('worktree', 'add', '-q', tree)
    expect((await digestWorkspace(tree, { env: repository.env })).digest).toBe(before)
  })

  test('an empty folder', async () => {
    mkdirSync(join(repository.root, 'empty'))
    expect(await repository.digest()).toBe(before)
  })
})

describe('change the digest:', () => {
  const changes: Record<string, (root: string) => void> = {
    'one byte': (root) => writeFileSync(join(root, 'a.txt'), 'onE\n'),
    'the executable bit': (root) => chmodSync(join(root, 'a.txt'), 0o755),
    'the target of a link': (root) => {
      rmSync(join(root, 'link'))
      symlinkSync('src/b.txt', join(root, 'link'))
    },
    'a link turned into the file that it led to': (root) => {
      rmSync(join(root, 'link'))
      writeFileSync(join(root, 'link'), 'one\n')
    },
    'a file turned into a link to the same content': (root) => {
      renameSync(join(root, 'a.txt'), join(root, '.git/a.txt'))
      symlinkSync('.git/a.txt', join(root, 'a.txt'))
    },
    'a folder turned into a link to the same content': (root) => {
      renameSync(join(root, 'src'), join(root, '.git/src'))
      symlinkSync('.git/src', join(root, 'src'))
    },
    'a file turned into a folder': (root) => {
      rmSync(join(root, 'a.txt'))
      mkdirSync(join(root, 'a.txt'))
      writeFileSync(join(root, 'a.txt/a.txt'), 'one\n')
    },
    'a deletion': (root) => rmSync(join(root, 'a.txt')),
    'a new name': (root) => renameSync(join(root, 'a.txt'), join(root, 'c.txt')),
    'an untracked file': (root) => writeFileSync(join(root, 'new.txt'), ''),
    'an untracked link to nowhere': (root) => symlinkSync('nowhere', join(root, 'new')),
    'another ignore rule': (root) => writeFileSync(join(root, '.gitignore'), '*.log\n*.tmp\n'),
    'a file of ignore rules that the configuration of the repository names': (root) => {
      writeFileSync(join(root, '.git/ignore'), 'hidden.txt\n')
      writeFileSync(join(root, '.git/config'), '[core]\nrepositoryformatversion = 0\nexcludesFile = .git/ignore\n')
      writeFileSync(join(root, 'hidden.txt'), 'hidden\n')
    },
    'another private ignore rule': (root) => writeFileSync(join(root, '.git/info/exclude'), '*.tmp\n'),
  }

  test.each(Object.entries(changes))('%s, and committing it keeps the new one', async (_title, change) => {
    change(repository.root)
    const changed = await repository.digest()
    expect(changed).toMatch(/^d1:/)
    expect(changed).not.toBe(before)
    repository.commit()
    expect(await repository.digest()).toBe(changed)
  })
})

test('a change that is taken back gives the old digest', async () => {
  repository.write('a.txt', 'changed\n')
  repository.write('a.txt', 'one\n')
  expect(await repository.digest()).toBe(before)
})

test('a repository without a commit has a digest and no head', async () => {
  const empty = emptyRepository()
  empty.write('a.txt', 'one\n')
  const result = await digestWorkspace(empty.root, { env: empty.env })
  expect(result).toEqual({ digest: expect.stringMatching(/^d1:/), head: null, vcs: 'git' })
  empty.commit()
  expect(await empty.digest()).toBe(result.digest)
})

test('a conflict counts as the file that is there, and its solution keeps the digest', async () => {
  const { git, write } = repository
  git('switch', '-q', '-c', 'other')
  write('a.txt', 'theirs\n')
  repository.commit()
  git('switch', '-q', 'main')
  write('a.txt', 'ours\n')
  repository.commit()
  expect(() => git('merge', '-q', 'other')).toThrow()
  write('a.txt', 'both\n')
  const solved = await repository.digest()
  expect(solved).toMatch(/^d1:/)
  repository.commit()
  expect(await repository.digest()).toBe(solved)
})

test('a deleted file cannot be written into the private ignore rules', async () => {
  const { root, git } = repository
  const [first] = git('ls-files', '-s').split('\n')
  const record = first!.replace(/^(\d+) (\w+) 0\t(.*)$/, '$1 $2\t$3\0')
  rmSync(join(root, '.git/info/exclude'))
  const whole = await repository.digest()
  rmSync(join(root, first!.split('\t')[1]!))
  writeFileSync(join(root, '.git/info/exclude'), record)
  expect(await repository.digest()).not.toBe(whole)
})

test('a repository that names its objects by SHA-256 keeps its digest over a commit', async () => {
  const root = temporaryFolder()
  const modern = emptyRepository(root)
  rmSync(join(root, '.git'), { recursive: true })
  modern.git('init', '-q', '--object-format=sha256')
  modern.write('a.txt', 'one\n')
  symlinkSync('a.txt', join(root, 'link'))
  const untracked = await modern.digest()
  modern.commit()
  expect(await modern.digest()).toBe(untracked)
  expect(untracked).toMatch(/^d1:/)
})

test('nothing is written into the repository', async () => {
  const { git, root } = repository
  const list = () => git('ls-files', '--debug') + git('count-objects', '-v')
  writeFileSync(join(root, 'new.txt'), 'new\n')
  const earlier = list()
  await repository.digest()
  expect(list()).toBe(earlier)
})
