import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { LoopError } from 'loop-core'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../fixtures/temporary-folder.ts'
import { codeOf, makeWorkspace, writeIn } from '../fixtures/workspace.ts'
import { readFile } from './read-file.ts'

test('a whole file is answered with what is known of it', async () => {
  const files = await makeWorkspace({ 'src/a.ts': 'one\ntwo\n' })
  expect(await readFile(files, { path: './src//a.ts' })).toEqual({
    path: 'src/a.ts',
    content: 'one\ntwo\n',
    truncated: false,
    totalBytes: 8,
    totalLines: 2,
    sha256: createHash('sha256').update('one\ntwo\n').digest('hex'),
  })
})

test('a range of lines is answered with its line ends, and the totals stay those of the file', async () => {
  const files = await makeWorkspace({ a: 'one\r\ntwo\r\nthree' })
  const range = async (startLine?: number, endLine?: number) => (await readFile(files, { path: 'a', startLine, endLine })).content
  expect(await range(2)).toBe('two\r\nthree')
  expect(await range(undefined, 1)).toBe('one\r\n')
  expect(await range(2, 2)).toBe('two\r\n')
  expect(await range(3, 9)).toBe('three')
  expect(await readFile(files, { path: 'a', startLine: 2, endLine: 2 })).toMatchObject({ truncated: false, totalLines: 3, totalBytes: 15 })
  expect(await codeOf(range(4))).toBe('invalid_input')
  expect(await codeOf(range(3, 2))).toBe('invalid_input')
})

test('an empty file has no lines', async () => {
  const files = await makeWorkspace({ empty: '' })
  expect(await readFile(files, { path: 'empty', startLine: 1 })).toMatchObject({ content: '', totalLines: 0, truncated: false })
})

test('a long file is cut between two characters', async () => {
  const files = await makeWorkspace({ a: 'aüü🦊' })
  const cut = async (maxBytes: number) => readFile(files, { path: 'a', maxBytes })
  expect(await cut(4)).toMatchObject({ content: 'aü', truncated: true, totalBytes: 9 })
  expect(await cut(8)).toMatchObject({ content: 'aüü', truncated: true })
  expect(await cut(9)).toMatchObject({ content: 'aüü🦊', truncated: false })
})

test('7. paths that lead outside are refused', async () => {
  const files = await makeWorkspace({ a: '' })
  for (const path of ['../x', '/etc/passwd', 'a/../../x', '..']) expect(await codeOf(readFile(files, { path }))).toBe('path_escapes')
})

test('39. a link to the outside is not read, and one that stays inside is', async () => {
  const files = await makeWorkspace({ 'a/file.txt': 'inside' })
  const outside = temporaryFolder()
  writeIn(outside, 'file.txt', 'outside')
  symlinkSync(outside, join(files.root, 'out'))
  symlinkSync('/etc/passwd', join(files.root, 'passwd'))
  symlinkSync('a', join(files.root, 'in'))
  expect(await codeOf(readFile(files, { path: 'out/file.txt' }))).toBe('path_escapes')
  expect(await codeOf(readFile(files, { path: 'passwd' }))).toBe('path_escapes')
  expect(await readFile(files, { path: 'in/file.txt' })).toMatchObject({ content: 'inside', path: 'in/file.txt' })
})

test('40. denied files are refused under any name, and examples of them are read', async () => {
  const files = await makeWorkspace({ '.env': 'SECRET', '.git/config': '', '.env.example': 'NAME=' }, { deny: ['private'] })
  writeIn(files.root, 'private/x', '')
  symlinkSync('.env', join(files.root, 'open.txt'))
  symlinkSync('.git', join(files.root, 'folder'))
  for (const path of ['.env', './.env', '.git/config', '.GIT/hooks/pre-commit', 'open.txt', 'folder/config', 'private/x', 'a/.env'])
    expect(await codeOf(readFile(files, { path }))).toBe('path_denied')
  expect(await readFile(files, { path: '.env.example' })).toMatchObject({ content: 'NAME=' })
})

test('a FIFO, a folder, a loop of links and a link to nothing are no files, and none makes us wait', async () => {
  const files = await makeWorkspace({ 'folder/x': '' })
  execFileSync('mkfifo', [join(files.root, 'fifo')])
  symlinkSync('loop', join(files.root, 'loop'))
  symlinkSync('nothing', join(files.root, 'dangling'))
  for (const path of ['fifo', 'folder', '.', 'loop', 'dangling', 'folder/x/y'])
    expect(await codeOf(readFile(files, { path }))).toBe('not_a_file')
})

test('a file of 10 GB is refused at once', async () => {
  const files = await makeWorkspace({ huge: '' })
  truncateSync(join(files.root, 'huge'), 10 * 1024 ** 3)
  expect(await codeOf(readFile(files, { path: 'huge' }))).toBe('too_large')
})

test('what is no UTF-8 text is refused', async () => {
  const files = await makeWorkspace({ latin: Buffer.from([0x67, 0x72, 0xfc, 0x6e]), binary: 'a\0b' })
  for (const path of ['latin', 'binary']) expect(await codeOf(readFile(files, { path }))).toBe('not_text')
})

test('names with a line break are names, and half a character is none', async () => {
  const files = await makeWorkspace({ 'a\nb': 'x' })
  expect(await readFile(files, { path: 'a\nb' })).toMatchObject({ path: 'a\nb', content: 'x' })
  for (const path of ['a\ud800', 'a\0', '', 'x'.repeat(1_025), 'y'.repeat(300)])
    expect(await codeOf(readFile(files, { path }))).toBe('invalid_input')
})

test('a missing file is answered with the names most like it, hidden ones left out', async () => {
  const files = await makeWorkspace({
    'src/validatePassword.js': '',
    'src/other.js': '',
    'src/.env': '',
    'a/b/c/d/e.md': '',
    'test/x.js': '',
  })
  const error = await readFile(files, { path: 'src/validatePasword.js' }).catch((refusal) => refusal)
  expect(LoopError.is(error) && [error.kind, error.code]).toEqual(['not_found', 'file_not_found'])
  expect(error.details.nearest[0]).toBe('src/validatePassword.js')
  expect(error.details.nearest).toHaveLength(3)
  expect(error.hints[0]).toContain('"src/validatePassword.js"')
  expect(error.hints[0]).not.toContain('.env')
})
