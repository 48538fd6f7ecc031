import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, linkSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../../fixtures/temporary-folder.ts'
import { codeOf, makeWorkspace, writeIn } from '../fixtures/workspace.ts'
import { checkWritable } from './check-writable.ts'
import { filePort } from './file-port.ts'

const text = (content: string) => Buffer.from(content)

test('a file is written, read and removed, byte for byte', async () => {
  const files = await makeWorkspace()
  const port = filePort(files)
  const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0x0d, 0x0a, 0xff, 0x00])
  await port.write('a', bytes)
  expect(await port.read('a')).toEqual(bytes)
  await port.remove('a')
  expect(await port.read('a')).toBeNull()
  await port.remove('a')
  await port.remove('no/folder/a')
  expect(readdirSync(files.root)).toEqual([])
})

test('missing folders are made, and nothing else is left behind', async () => {
  const files = await makeWorkspace()
  await filePort(files).write('./x//y/z.txt', text('new'))
  expect(readFileSync(join(files.root, 'x/y/z.txt'), 'utf8')).toBe('new')
  expect(readdirSync(join(files.root, 'x/y'))).toEqual(['z.txt'])
})

test('a file keeps its mode, a new one gets the usual or the given one, and none gets the rights of its owner', async () => {
  const files = await makeWorkspace({ 'run.sh': '', suid: '' })
  const port = filePort(files)
  chmodSync(join(files.root, 'run.sh'), 0o755)
  chmodSync(join(files.root, 'suid'), 0o4755)
  await port.write('run.sh', text('x'), 0o600)
  await port.write('moved.sh', text('x'), (await port.mode('run.sh'))!)
  await port.write('new', text('x'))
  await port.write('suid', text('x'))
  const mode = (name: string) => statSync(join(files.root, name)).mode & 0o7777
  expect([mode('run.sh'), mode('moved.sh'), mode('new'), mode('suid')]).toEqual([0o755, 0o755, 0o666 & ~process.umask(), 0o755])
  expect(await port.mode('nothing')).toBeNull()
})

test('a hard link to the outside is broken, not followed', async () => {
  const files = await makeWorkspace()
  const outside = join(temporaryFolder(), 'outside')
  writeIn(outside, '../outside', 'outside')
  linkSync(outside, join(files.root, 'a'))
  await filePort(files).write('a', text('inside'))
  expect(readFileSync(outside, 'utf8')).toBe('outside')
  expect(readFileSync(join(files.root, 'a'), 'utf8')).toBe('inside')
})

test('7. 39. nothing is written outside, nor through a link that stays inside', async () => {
  const files = await makeWorkspace({ 'folder/a': 'inside' })
  const outside = temporaryFolder()
  writeIn(outside, 'a', 'outside')
  symlinkSync(outside, join(files.root, 'out'))
  symlinkSync(join(outside, 'new'), join(files.root, 'dangling'))
  symlinkSync('folder', join(files.root, 'in'))
  symlinkSync('folder/a', join(files.root, 'file'))
  const port = filePort(files)
  const codes = async (path: string) => [
    await codeOf(port.write(path, text('x'))),
    await codeOf(port.remove(path)),
    await codeOf(checkWritable(files, path)),
  ]
  for (const path of ['../a', '/tmp/a', 'out/a', 'out/new/a', 'out']) expect(await codes(path)).toEqual(Array(3).fill('path_escapes'))
  for (const path of ['in/a', 'in/new', 'file']) expect(await codes(path)).toEqual(Array(3).fill('path_denied'))
  expect(await codes('dangling')).toEqual(Array(3).fill('not_a_file'))
  expect(readFileSync(join(outside, 'a'), 'utf8')).toBe('outside')
  expect(readdirSync(outside)).toEqual(['a'])
  expect(readFileSync(join(files.root, 'folder/a'), 'utf8')).toBe('inside')
})

test('40. denied files are not written, also by the name of a folder on the way', async () => {
  const files = await makeWorkspace({ '.git': 'gitdir: elsewhere' })
  const port = filePort(files)
  for (const path of ['.git', '.env', '.GIT/hooks/pre-commit', 'node_modules/a/index.js', '.husky/x', 'a/.mcp.json', 'forloop.task.yaml'])
    expect(await codeOf(port.write(path, text('x')))).toBe('path_denied')
  await port.write('.env.example', text('NAME='))
  expect(readdirSync(files.root).sort()).toEqual(['.env.example', '.git'])
})

test('a folder, a FIFO and a file on the way are no files', async () => {
  const files = await makeWorkspace({ 'folder/x': '' })
  execFileSync('mkfifo', [join(files.root, 'fifo')])
  const port = filePort(files)
  for (const path of ['folder', 'fifo', '.', 'folder/x/y']) {
    expect(await codeOf(port.write(path, text('x')))).toBe('not_a_file')
    expect(await codeOf(port.remove(path))).toBe('not_a_file')
  }
  expect(lstatSync(join(files.root, 'fifo')).isFIFO()).toBe(true)
})

test('a file of 10 GB is not read for a patch', async () => {
  const files = await makeWorkspace({ huge: '' })
  truncateSync(join(files.root, 'huge'), 10 * 1024 ** 3)
  expect(await codeOf(filePort(files).read('huge'))).toBe('too_large')
})

test('a check changes nothing', async () => {
  const files = await makeWorkspace()
  expect(await checkWritable(files, './new/./folder/a')).toBe('new/folder/a')
  expect(existsSync(join(files.root, 'new'))).toBe(false)
})

test('a folder that is always being swapped for a link is never written through', async () => {
  const files = await makeWorkspace({ 'folder/a': '' })
  const outside = temporaryFolder()
  const swapping = spawn(process.execPath, ['-e', swapForEver, join(files.root, 'folder'), outside])
  onTestFinished(() => void swapping.kill('SIGKILL'))
  await once(swapping.stdout, 'data')
  const port = filePort(files)
  const seen = new Set<unknown>()
  for (let count = 0; count < 300 || (count < 20_000 && !(seen.has('path_escapes') && seen.has('written'))); count += 1)
    seen.add((await codeOf(port.write('folder/a', text('x')))) ?? 'written')
  expect(readdirSync(outside)).toEqual([])
  expect([...seen]).toEqual(expect.arrayContaining(['path_escapes', 'written']))
})

/** Puts a link to another folder in the place of a folder, and takes it back, without a pause and whatever else is made there. */
const swapForEver = `
const { lstatSync, renameSync, rmSync, symlinkSync, unlinkSync } = require('node:fs')
const [folder, outside] = process.argv.slice(1)
process.stdout.write('swapping')
for (;;) {
  try {
    if (lstatSync(folder).isSymbolicLink()) unlinkSync(folder)
    rmSync(folder + '-away', { recursive: true, force: true })
    renameSync(folder, folder + '-away')
    symlinkSync(outside, folder)
    unlinkSync(folder)
    renameSync(folder + '-away', folder)
  } catch {}
}`
