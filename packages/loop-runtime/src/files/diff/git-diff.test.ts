import { execFileSync } from 'node:child_process'
import { appendFileSync, chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../fixtures/temporary-folder.ts'
import { codeOf, commitAll, git, makeTrap, makeWorkspace, writeIn } from '../fixtures/workspace.ts'
import { workspaceFiles } from '../workspace-files.ts'
import { gitDiff } from './git-diff.ts'

test('38. changes against the last commit are shown, staged or not, and new files with them', async () => {
  const files = await makeWorkspace({ 'a.txt': 'one\ntwo\n', 'b.txt': 'gone\n', '.gitignore': '*.log\n', 'staged.txt': 'x\n' })
  commitAll(files.root)
  writeIn(files.root, 'a.txt', 'one\n2\n')
  rmSync(join(files.root, 'b.txt'))
  writeIn(files.root, 'src/new.ts', 'first\nlast')
  writeIn(files.root, 'ignored.log', 'x')
  writeIn(files.root, 'staged.txt', 'y\n')
  git(files.root, 'add', 'staged.txt')
  const { diff, ...rest } = await gitDiff(files)
  const plain = { untracked: false, binary: false }
  expect(rest).toEqual({
    files: [
      { path: 'a.txt', status: 'modified', additions: 1, deletions: 1, ...plain },
      { path: 'b.txt', status: 'deleted', additions: 0, deletions: 1, ...plain },
      { path: 'src/new.ts', status: 'added', additions: 2, deletions: 0, ...plain, untracked: true },
      { path: 'staged.txt', status: 'modified', additions: 1, deletions: 1, ...plain },
    ],
    truncated: false,
    exitCode: 0,
  })
  expect(diff).toContain('-two\n+2\n')
  expect(diff).toContain(
    'diff --git a/src/new.ts b/src/new.ts\nnew file mode 100644\n--- /dev/null\n+++ b/src/new.ts\n@@ -0,0 +1,2 @@\n+first\n+last\n\\ No newline at end of file\n',
  )
})

test('git applies the diff, whatever the names and the ends of the files', async () => {
  const files = await makeWorkspace({ 'grün.txt': 'a\n', 'with space.txt': 'b' })
  commitAll(files.root)
  const contents = {
    'grün.txt': 'ä\n',
    'with space.txt': 'b\n',
    'new space.txt': 'one',
    'a\n"b"\\\t.txt': 'x\ny\n',
    empty: '',
    'crlf.txt': 'a\r\n',
  }
  const clone = join(temporaryFolder(), 'clone')
  git(files.root, 'clone', '-q', files.root, clone)
  for (const [path, content] of Object.entries(contents)) writeIn(files.root, path, content)
  const { diff } = await gitDiff(files)
  expect(diff).toContain('+++ b/grün.txt\n')
  writeFileSync(join(clone, '../patch'), diff)
  git(clone, 'apply', '../patch')
  for (const path of Object.keys(contents)) expect(execFileSync('cmp', [join(files.root, path), join(clone, path)]).toString()).toBe('')
})

test('40. denied files are named without content, tracked or not', async () => {
  const files = await makeWorkspace({ '.env': 'OLD=1\n', 'a.txt': 'a\n', 'server.key': 'KEY\n' })
  commitAll(files.root)
  for (const path of ['.env', 'a.txt', 'server.key', 'new.pem']) writeIn(files.root, path, 'SECRET\n')
  writeIn(files.root, 'z.txt', 'diff --git a/.env b/.env\n+fake\n')
  rmSync(join(files.root, 'server.key'))
  const { diff, files: changed } = await gitDiff(files)
  expect(changed.map(({ path }) => path)).toEqual(['.env', 'a.txt', 'new.pem', 'server.key', 'z.txt'])
  expect(diff.match(/SECRET/g)).toHaveLength(1)
  expect(diff).not.toMatch(/OLD|KEY/)
  expect(diff).toContain('diff --git a/.env b/.env\n# Not shown')
  expect(diff).toContain('+diff --git a/.env')
})

test('a file that became a link does not mix up whose content is whose', async () => {
  const files = await makeWorkspace({ 'a.txt': 'a\n', 'b.pem': 'KEY\n', 'c.txt': 'c\n' })
  commitAll(files.root)
  rmSync(join(files.root, 'a.txt'))
  symlinkSync('/etc/passwd', join(files.root, 'a.txt'))
  rmSync(join(files.root, 'b.pem'))
  symlinkSync('SECRET', join(files.root, 'b.pem'))
  writeIn(files.root, 'c.txt', 'changed\n')
  const { diff, files: changed } = await gitDiff(files)
  expect(changed.map(({ status }) => status)).toEqual(['type_changed', 'type_changed', 'modified'])
  expect(diff).not.toMatch(/KEY|SECRET/)
  expect(diff).toContain('+changed')
  expect(diff).toContain('+/etc/passwd')
})

test('a workspace inside a larger repository shows its own part, by its own paths', async () => {
  const { root } = await makeWorkspace({ 'packages/a/x.txt': 'x\n', 'packages/b/y.txt': 'y\n', '.gitignore': 'ignored\n', 'ignored/z': '' })
  commitAll(root)
  for (const path of ['packages/a/x.txt', 'packages/b/y.txt', 'packages/a/new.txt', 'packages/b/new.txt']) writeIn(root, path, 'changed\n')
  const answer = await gitDiff(await workspaceFiles({ root: join(root, 'packages/a') }))
  expect(answer.files.map(({ path }) => path)).toEqual(['new.txt', 'x.txt'])
  expect(answer.diff).toContain('--- a/x.txt\n')
  expect(answer.diff).not.toContain('packages')
  const ignored = await gitDiff(await workspaceFiles({ root: join(root, 'ignored') }))
  expect(ignored).toMatchObject({ diff: '', files: [], exitCode: null, note: expect.stringContaining('ignores it') })
})

test('paths narrow the diff, and must be inside', async () => {
  const files = await makeWorkspace({ 'a.txt': '', 'src/b.txt': '', '*': '' })
  commitAll(files.root)
  for (const path of ['a.txt', 'src/b.txt', '*', 'src/new.txt', 'new.txt']) writeIn(files.root, path, 'x')
  const names = async (...paths: string[]) => (await gitDiff(files, { paths })).files.map(({ path }) => path)
  expect(await names('src/')).toEqual(['src/b.txt', 'src/new.txt'])
  expect(await names('a.txt', 'new.txt')).toEqual(['a.txt', 'new.txt'])
  expect(await names('*')).toEqual(['*'])
  expect(await names('a.txt', '.')).toHaveLength(5)
  expect(await codeOf(names('../x'))).toBe('path_escapes')
})

test('a long diff ends at a line, and still names every file', async () => {
  const files = await makeWorkspace({ 'a.txt': 'a\n' })
  commitAll(files.root)
  writeIn(files.root, 'a.txt', 'ü'.repeat(10).concat('\n').repeat(100))
  writeIn(files.root, 'b.txt', 'b\n')
  const { diff, files: changed, truncated } = await gitDiff(files, { maxBytes: 300 })
  expect([Buffer.byteLength(diff) <= 300, diff.endsWith('ü\n'), truncated]).toEqual([true, true, true])
  expect(changed.map(({ path }) => path)).toEqual(['a.txt', 'b.txt'])
})

test('binary, linked, huge and other odd files are named', async () => {
  const files = await makeWorkspace({ 'known.bin': 'a\0b' })
  commitAll(files.root)
  writeIn(files.root, 'known.bin', 'c\0d')
  writeIn(files.root, 'new.bin', 'c\0d')
  writeIn(files.root, 'latin.txt', Buffer.from('gr\xfcn', 'latin1'))
  symlinkSync('/etc/passwd', join(files.root, 'link'))
  execFileSync('mkfifo', [join(files.root, 'fifo')])
  writeIn(files.root, 'huge')
  truncateSync(join(files.root, 'huge'), 10 * 1024 ** 3)
  const { diff, files: changed } = await gitDiff(files)
  expect(changed.map(({ path, binary }) => [path, binary])).toEqual([
    ['huge', false],
    ['known.bin', true],
    ['latin.txt', true],
    ['link', false],
    ['new.bin', true],
  ])
  expect(diff).not.toContain('root:')
})

test('files of a repository inside are shown as new', async () => {
  const files = await makeWorkspace({ 'a.txt': '' })
  commitAll(files.root)
  writeIn(files.root, 'inner/b.txt', 'x\n')
  git(join(files.root, 'inner'), 'init', '-q')
  expect((await gitDiff(files)).files).toMatchObject([{ path: 'inner/b.txt', untracked: true, additions: 1 }])
})

test.each([
  ['a.txt', 'mine\n', [{ path: 'a.txt', status: 'modified', additions: 4 }]],
  ['a.txt', undefined, [{ path: 'a.txt', status: 'added', additions: 1 }]],
])('files of a merge that stopped are shown, and those beside them (%s, %j)', async (path, mine, changed) => {
  const files = await makeWorkspace({ 'a.txt': 'a\n', 'z.txt': 'z\n' })
  const { root } = files
  commitAll(root)
  git(root, 'checkout', '-q', '-b', 'other')
  writeIn(root, path, 'other\n')
  commitAll(root)
  git(root, 'checkout', '-q', '-')
  if (mine === undefined) rmSync(join(root, path))
  else writeIn(root, path, mine)
  commitAll(root)
  expect(() => git(root, 'merge', 'other')).toThrow()
  writeIn(root, 'z.txt', 'changed\n')
  const conflict = await gitDiff(files)
  expect(conflict.files).toMatchObject([...changed, { path: 'z.txt', status: 'modified' }])
  expect(conflict.diff).toContain('+other\n')
  rmSync(join(root, path))
  const gone = await gitDiff(files)
  expect(gone.files.at(-1)).toMatchObject({ path: 'z.txt', status: 'modified' })
  expect(gone.diff).toContain('+changed\n')
})

test('where there is nothing to compare with, a note says so', async () => {
  const files = await makeWorkspace({ 'a.txt': 'a\n', '.env': 'SECRET' })
  const none = { diff: '', files: [], truncated: false, exitCode: null }
  expect(await gitDiff(files)).toEqual({ ...none, note: 'There is no git repository here, so nothing was compared.' })
  git(files.root, 'init', '-q')
  const fresh = await gitDiff(files)
  expect(fresh).toMatchObject({ exitCode: 0, note: expect.stringContaining('no commit yet'), files: [{ path: '.env' }, { path: 'a.txt' }] })
  expect(fresh.diff).toContain('+a\n')
  expect(fresh.diff).not.toContain('SECRET')
  git(files.root, 'config', 'filter.a=b.clean', 'cat')
  expect(await gitDiff(files)).toEqual({ ...none, note: expect.stringContaining('not sure') })
})

test('46. what a hostile repository configures neither runs nor changes the form of the diff', async () => {
  const files = await makeWorkspace({ 'a.txt': 'a\n', '.gitattributes': '* filter=evil diff=evil\n' })
  const { root } = files
  commitAll(root)
  const trap = makeTrap()
  for (const name of [
    'core.fsmonitor',
    'filter.evil.clean',
    'filter.evil.smudge',
    'diff.external',
    'diff.evil.command',
    'diff.evil.textconv',
    'core.pager',
    'pager.diff',
  ])
    git(root, 'config', name, trap.program)
  for (const [name, value] of [
    ['diff.noprefix', 'true'],
    ['color.ui', 'always'],
    ['diff.context', '0'],
    ['diff.renames', 'copies'],
    ['diff.relative', 'true'],
    ['diff.orderFile', '.gitattributes'],
    ['core.quotePath', 'true'],
  ])
    git(root, 'config', name!, value!)
  mkdirSync(join(root, '.git/hooks'), { recursive: true })
  writeFileSync(join(root, '.git/hooks/post-index-change'), `#!/bin/sh\n${trap.program}\n`)
  chmodSync(join(root, '.git/hooks/post-index-change'), 0o755)
  appendFileSync(join(root, 'a.txt'), 'b\n')
  writeIn(root, 'ü.txt', 'new\n')
  git(root, 'diff')
  expect(trap.hasRun()).toBe(true)
  trap.reset()
  git(root, 'config', 'filter.evil.process', trap.program)
  const { diff } = await gitDiff(files)
  expect(trap.hasRun()).toBe(false)
  expect(diff).toMatch(
    /^diff --git a\/a\.txt b\/a\.txt\nindex \w+\.\.\w+ 100644\n--- a\/a\.txt\n\+\+\+ b\/a\.txt\n@@ -1 \+1,2 @@\n a\n\+b\n/,
  )
})
