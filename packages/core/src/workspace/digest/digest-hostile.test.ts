import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { emptyRepository, makeRepository, type TestRepository, temporaryFolder } from '../fixtures/temporary.ts'
import { digestWorkspace } from '../index.ts'

let repository: TestRepository
let marker: string
let program: string

beforeEach(() => {
  repository = makeRepository()
  const folder = temporaryFolder()
  marker = join(folder, 'marker')
  program = join(folder, 'program')
  writeFileSync(program, `#!/bin/sh\necho "$@" >> '${marker}'\ncat\n`)
  chmodSync(program, 0o755)
})

/** Makes git look into every file: their times are other than the index says, and one has changed. */
function disturb({ root, write }: TestRepository): void {
  const past = new Date('2020-01-01T00:00:00Z')
  for (const name of ['a.txt', 'src/b.txt'].filter((name) => existsSync(join(root, name)))) utimesSync(join(root, name), past, past)
  write('new.txt', 'new\n')
  write('changed.txt', 'changed\n')
}

async function expectNothingRan(): Promise<void> {
  disturb(repository)
  expect(await repository.digest()).toMatch(/^d1:/)
  expect(existsSync(marker)).toBe(false)
}

/** Proves that the trap is one. */
function expectGitFallsIntoIt(): void {
  disturb(repository)
  repository.git('status')
  expect(existsSync(marker)).toBe(true)
  rmSync(marker)
}

test('a file system monitor of the repository does not run', async () => {
  repository.git('config', 'core.fsmonitor', program)
  expectGitFallsIntoIt()
  await expectNothingRan()
})

test('hooks of the repository do not run', async () => {
  for (const hook of ['post-index-change', 'fsmonitor-watchman', 'pre-auto-gc', 'reference-transaction']) {
    symlinkSync(program, join(repository.root, '.git/hooks', hook))
  }
  repository.git('config', 'core.hooksPath', join(repository.root, '.git/hooks'))
  expectGitFallsIntoIt()
  await expectNothingRan()
})

test.each(['clean', 'smudge', 'process'])('a %s filter of the repository does not run', async (kind) => {
  repository.write('.gitattributes', '* filter=evil\n')
  repository.git('config', `filter.evil.${kind}`, `${program} ${kind}`)
  repository.git('config', 'filter.evil.required', 'true')
  await expectNothingRan()
})

test('a filter that plain git would run for a mere status does not run', async () => {
  writeFileSync(join(repository.root, '.git/info/attributes'), '* filter=evil\n')
  repository.git('config', 'filter.evil.clean', program)
  expectGitFallsIntoIt()
  await expectNothingRan()
})

test('a filter from an included file, or of one work tree only, does not run', async () => {
  writeFileSync(join(repository.root, '.git/info/attributes'), '*.txt filter=one\n*.md filter=two\n')
  writeFileSync(join(repository.root, '.git/more'), `[filter "one"]\nclean = ${program}\n`)
  repository.git('config', 'include.path', 'more')
  repository.git('config', 'extensions.worktreeConfig', 'true')
  repository.git('config', '--worktree', 'filter.two.clean', program)
  repository.write('new.md', 'new\n')
  await expectNothingRan()
})

test('a filter of which the repository replaces the program keeps the program of the person', async () => {
  repository.git('config', '--global', 'filter.upper.clean', 'tr a-z A-Z')
  repository.write('.gitattributes', '*.txt filter=upper\n')
  disturb(repository)
  const before = await repository.digest()
  repository.git('config', 'filter.upper.clean', program)
  expect(await repository.digest()).toBe(before)
  expect(existsSync(marker)).toBe(false)
})

test.each(['a=b', 'ü', 'with.dot', 'with space', 'UPPER', ''])('a filter named %j does not run', async (name) => {
  writeFileSync(join(repository.root, '.git/config'), `[core]\nrepositoryformatversion = 0\n[filter "${name}"]\nclean = ${program}\n`)
  writeFileSync(join(repository.root, '.git/info/attributes'), `* filter=${name}\n`)
  disturb(repository)
  const { digest, reason } = await digestWorkspace(repository.root, { env: repository.env })
  expect(existsSync(marker)).toBe(false)
  expect(reason).toBe(name === 'a=b' ? 'git_failed' : undefined)
  expect(digest === null).toBe(name === 'a=b')
})

test('a filter whose name is no Unicode does not run', async () => {
  const raw = (text: string) => Buffer.from(text, 'latin1')
  writeFileSync(join(repository.root, '.git/config'), raw(`[core]\nrepositoryformatversion = 0\n[filter "\xff"]\nclean = ${program}\n`))
  writeFileSync(join(repository.root, '.git/info/attributes'), raw('* filter=\xff\n'))
  disturb(repository)
  expect(await digestWorkspace(repository.root, { env: repository.env })).toMatchObject({ digest: null, reason: 'git_failed' })
  expect(existsSync(marker)).toBe(false)
})

test('filters and monitors of a submodule do not run', async () => {
  const source = makeRepository()
  repository.git('submodule', '--quiet', 'add', source.root, 'sub')
  repository.commit()
  const sub = emptyRepository(join(repository.root, 'sub'), repository.home)
  sub.git('config', 'filter.evil.clean', program)
  sub.git('config', 'core.fsmonitor', program)
  sub.write('.gitattributes', '* filter=evil\n')
  disturb(sub)
  rmSync(marker, { force: true })
  await expectNothingRan()
})

test('filters of a repository inside do not run', async () => {
  mkdirSync(join(repository.root, 'inner'))
  const inner = emptyRepository(join(repository.root, 'inner'), repository.home)
  inner.git('config', 'filter.evil.clean', program)
  inner.write('.gitattributes', '* filter=evil\n')
  disturb(inner)
  await expectNothingRan()
})

test('a repository that says it is partial has nothing fetched', async () => {
  const { git, root } = repository
  git('config', 'core.repositoryformatversion', '1')
  git('config', 'extensions.partialClone', 'origin')
  git('config', 'remote.origin.promisor', 'true')
  git('config', 'remote.origin.url', root)
  // Ends at once: git and a program that waits for words of the other would wait for ever.
  writeFileSync(program, `#!/bin/sh\necho ran > '${marker}'\n`)
  git('config', 'remote.origin.uploadpack', program)
  const tree = git('rev-parse', 'HEAD^{tree}').trim()
  rmSync(join(root, '.git/objects', tree.slice(0, 2), tree.slice(2)))
  git('update-index', '--force-remove', 'a.txt')
  expect(() => git('status')).toThrow()
  expect(existsSync(marker)).toBe(true)
  rmSync(marker)
  const { digest } = await digestWorkspace(root, { env: repository.env })
  expect(existsSync(marker)).toBe(false)
  expect(digest).toBeNull()
})

test('a program named git inside the repository is not taken for git', async () => {
  const bin = join(repository.root, 'node_modules/.bin')
  mkdirSync(bin, { recursive: true })
  symlinkSync(program, join(bin, 'git'))
  const link = join(temporaryFolder(), 'bin')
  symlinkSync(bin, link)
  const env = { ...repository.env, PATH: `${bin}:${link}:.:node_modules/.bin:${repository.env.PATH}` }
  expect((await digestWorkspace(repository.root, { env })).digest).toMatch(/^d1:/)
  expect(existsSync(marker)).toBe(false)
})

test('variables that point git elsewhere have no say', async () => {
  const other = makeRepository()
  other.write('other.txt', 'other\n')
  const before = await repository.digest()
  const GIT_DIR = join(other.root, '.git')
  const env = { ...repository.env, GIT_DIR, GIT_WORK_TREE: other.root, GIT_INDEX_FILE: join(GIT_DIR, 'index'), GIT_TRACE: marker }
  expect((await digestWorkspace(repository.root, { env })).digest).toBe(before)
  expect(existsSync(marker)).toBe(false)
})

test('a folder of the repository that looks like a repository without work tree is none', async () => {
  const { root, env } = repository
  const folder = join(root, 'src')
  execFileSync('git', ['init', '-q', '--bare', folder], { env })
  execFileSync('git', ['-C', folder, 'config', 'core.fsmonitor', program], { env })
  expect((await digestWorkspace(folder, { env })).digest).toMatch(/^d1:/)
  expect(existsSync(marker)).toBe(false)
})

test('a FIFO is no file and keeps nobody waiting', async () => {
  const { root } = repository
  const before = await repository.digest()
  execFileSync('mkfifo', [join(root, 'fifo')])
  expect(await repository.digest()).toBe(before)
  rmSync(join(root, 'a.txt'))
  execFileSync('mkfifo', [join(root, 'a.txt')])
  expect(await repository.digest()).toMatch(/^d1:/)
})

test('a FIFO in the place of the private ignore rules takes the digest away', async () => {
  const { env, root } = repository
  rmSync(join(root, '.git/info/exclude'))
  execFileSync('mkfifo', [join(root, '.git/info/exclude')])
  expect(await digestWorkspace(root, { env })).toMatchObject({
    digest: null,
    reason: 'git_failed',
    detail: 'the private ignore rules are no file of a usual size',
  })
})

test('an index that names a path outside is refused', async () => {
  const { env, git, root } = repository
  git('update-index', '--add', '--cacheinfo', `160000,${git('rev-parse', 'HEAD').trim()},xx/outside`)
  const index = join(root, '.git/index')
  const forged = readFileSync(index, 'latin1').replace('xx/outside', '../outside')
  // A sum of zeros says that there is none to check.
  writeFileSync(index, `${forged.slice(0, -20)}${'\0'.repeat(20)}`, 'latin1')
  const detail = 'the index names a path that git would not accept'
  expect(await digestWorkspace(root, { env })).toMatchObject({ digest: null, reason: 'git_failed', detail })
})

test('a broken repository has no digest, and the one around it does not answer for it', async () => {
  const inner = join(repository.root, 'inner')
  mkdirSync(inner)
  const broken = emptyRepository(inner, repository.home)
  broken.write('a.txt', 'one\n')
  rmSync(join(inner, '.git/objects'), { recursive: true })
  const result = await digestWorkspace(inner, { env: repository.env })
  expect(result).toMatchObject({ digest: null, reason: 'git_failed', head: null, vcs: 'git' })
  expect(result.detail).toContain('not a git repository')
})

test('nothing is left in the repository', async () => {
  const names = () => readdirSync(join(repository.root, '.git'), { recursive: true }).sort()
  disturb(repository)
  const before = names()
  await repository.digest()
  expect(names()).toEqual(before)
})
