import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../fixtures/temporary-folder.ts'
import { codeOf, commitAll, git, makeTrap, makeWorkspace, writeIn } from '../fixtures/workspace.ts'
import { workspaceFiles } from '../workspace-files.ts'
import { listFiles } from './list-files.ts'

async function list(root: string, glob?: string): Promise<string[]> {
  return (await listFiles(await workspaceFiles({ root }), { glob, limit: 2_000 })).files
}

/** Every rule of listing, so that both ways to list are held to the same. */
async function mixedFolder(): Promise<string> {
  const { root } = await makeWorkspace({
    '.gitignore': '*.log\n/out\n',
    'a.txt': '',
    'B.txt': '',
    'src/deep/c.ts': '',
    'src/.gitignore': '!keep.log\n',
    'src/keep.log': '',
    'x.log': '',
    'out/made.js': '',
    'line\nbreak.txt': '',
    '.forloop/state.sqlite': '',
  })
  const outside = temporaryFolder()
  writeIn(outside, 'secret.txt')
  symlinkSync(outside, join(root, 'link'))
  execFileSync('mkfifo', [join(root, 'fifo')])
  return root
}

const expected = ['.gitignore', 'B.txt', 'a.txt', 'line\nbreak.txt', 'link', 'src/.gitignore', 'src/deep/c.ts', 'src/keep.log']

test('39. files are sorted, ignored ones and our own left out, a linked folder is not entered: without git', async () => {
  expect(await list(await mixedFolder())).toEqual(expected)
})

test('39. the same with git, whether files are tracked or not', async () => {
  const root = await mixedFolder()
  git(root, 'init', '-q')
  expect(await list(root)).toEqual(expected)
  commitAll(root)
  expect(await list(root)).toEqual(expected)
})

test('what is deleted, and what git tracks behind a link, is not listed', async () => {
  const { root } = await makeWorkspace({ 'a.txt': '', 'folder/b.txt': '', 'c.txt': '' })
  commitAll(root)
  rmSync(join(root, 'a.txt'))
  const outside = join(temporaryFolder(), 'moved')
  renameSync(join(root, 'folder'), outside)
  symlinkSync(outside, join(root, 'folder'))
  expect(await list(root)).toEqual(['c.txt', 'folder'])
})

test('without git, folders of what programs make are passed over', async () => {
  const { root } = await makeWorkspace({ 'coverage/index.html': '', 'node_modules/a/index.js': '', 'dist/a.js': '', 'a.ts': '' })
  expect(await list(root)).toEqual(['a.ts'])
})

test('a glob narrows the list and its total, and a cursor goes on behind the last name', async () => {
  const files = await makeWorkspace(Object.fromEntries(['a.ts', 'b.ts', 'c.md', 'd/e.ts'].map((name) => [name, ''])))
  const first = await listFiles(files, { glob: '*.ts', limit: 2 })
  expect(first).toEqual({ files: ['a.ts', 'b.ts'], total: 3, nextCursor: expect.any(String) })
  rmSync(join(files.root, 'b.ts'))
  expect(await listFiles(files, { glob: '*.ts', limit: 2, cursor: first.nextCursor })).toEqual({ files: ['d/e.ts'], total: 2 })
  expect(await codeOf(listFiles(files, { cursor: 'not a cursor' }))).toBe('invalid_input')
})

test('a workspace inside a larger repository lists its own part, by its own paths', async () => {
  const { root } = await makeWorkspace({ '.gitignore': 'ignored\n', 'packages/a/x.ts': '', 'packages/b/y.ts': '', 'ignored/z.ts': '' })
  commitAll(root)
  writeIn(root, 'packages/a/new.ts')
  expect(await list(join(root, 'packages/a'))).toEqual(['new.ts', 'x.ts'])
  expect(await list(join(root, 'ignored'))).toEqual(['z.ts'])
})

test('files of repositories inside are listed, each by its own rules', async () => {
  const { root } = await makeWorkspace({ 'a.ts': '', 'inner/b.ts': '', 'inner/c.log': '', 'inner/.gitignore': '*.log\n' })
  git(root, 'init', '-q')
  git(join(root, 'inner'), 'init', '-q')
  expect(await list(root)).toEqual(['a.ts', 'inner/.gitignore', 'inner/b.ts'])
  commitAll(join(root, 'inner'))
  commitAll(root)
  expect(git(root, 'ls-files', '-s', 'inner')).toMatch(/^160000/)
  expect(await list(root)).toEqual(['a.ts', 'inner/.gitignore', 'inner/b.ts'])
})

test('a file that a sparse checkout leaves out is not there', async () => {
  const { root } = await makeWorkspace({ 'a.ts': '', 'b/c.ts': '' })
  commitAll(root)
  git(root, 'sparse-checkout', 'set', '--no-cone', 'a.ts')
  expect(await list(root)).toEqual(['a.ts'])
})

test('a name that is no Unicode is shown with its bytes replaced, and breaks nothing', async () => {
  const { root } = await makeWorkspace({ 'a.ts': '' })
  const odd = Buffer.concat([Buffer.from(`${root}/gr`), Buffer.from([0xfc]), Buffer.from('n.ts')])
  writeFileSync(odd, '')
  mkdirSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xed, 0xa0, 0x80])]))
  expect(await list(root)).toEqual(['a.ts', 'gr\ufffdn.ts'])
  git(root, 'init', '-q')
  expect(await list(root)).toEqual(['a.ts', 'gr\ufffdn.ts'])
})

test('a broken repository is walked', async () => {
  const { root } = await makeWorkspace({ 'a.ts': '', '.gitignore': 'b.ts', 'b.ts': '' })
  git(root, 'init', '-q')
  writeFileSync(join(root, '.git/config'), '[broken')
  expect(await list(root)).toEqual(['.gitignore', 'a.ts'])
})

test('46. what a hostile repository configures does not run', async () => {
  const { root } = await makeWorkspace({ 'a.txt': 'a', '.gitattributes': '* filter=evil diff=evil\n' })
  commitAll(root)
  const trap = makeTrap()
  for (const name of [
    'core.fsmonitor',
    'filter.evil.clean',
    'filter.evil.smudge',
    'filter.evil.process',
    'diff.external',
    'diff.evil.textconv',
  ])
    git(root, 'config', name, trap.program)
  for (const hook of ['post-index-change', 'fsmonitor-watchman']) symlinkSync(trap.program, join(root, '.git/hooks', hook))
  appendFileSync(join(root, 'a.txt'), 'changed')
  git(root, 'status')
  expect(trap.hasRun()).toBe(true)
  trap.reset()
  expect(await list(root)).toEqual(['.gitattributes', 'a.txt'])
  expect(trap.hasRun()).toBe(false)
})
