import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { swapForEver } from '../fixtures/swap.ts'
import { temporaryFolder, writeIn } from '../fixtures/temporary.ts'
import { openInside } from '../index.ts'

async function read(root: string, path: string): Promise<string> {
  const opened = await openInside(root, path)
  if ('fault' in opened) return opened.fault
  const text = await opened.file.readFile('utf8')
  await opened.file.close()
  return text
}

test('a file inside is opened, also through a link that stays inside', async () => {
  const root = temporaryFolder()
  writeIn(root, 'folder/file.txt', 'content')
  symlinkSync('folder/file.txt', join(root, 'link'))
  expect(await read(root, 'folder/file.txt')).toBe('content')
  expect(await read(root, 'link')).toBe('content')
})

test('what is not there is missing, and what leads outside is refused', async () => {
  const root = temporaryFolder()
  symlinkSync('/etc/passwd', join(root, 'link'))
  expect(await read(root, 'nothing')).toBe('missing')
  expect(await read(root, 'link')).toBe('outside')
  expect(await read(root, '../x')).toBe('dot_dot')
})

test('a folder, a FIFO and a socket are no files, and none of them makes us wait', async () => {
  const root = temporaryFolder()
  writeIn(root, 'folder/file.txt', '')
  execFileSync('mkfifo', [join(root, 'fifo')])
  const listen =
    'require("net").createServer().listen("socket", () => process.exit(0)); process.on("exit", () => process.kill(process.pid, "SIGKILL"))'
  expect(() => execFileSync(process.execPath, ['-e', listen], { cwd: root })).toThrow()
  expect(await Promise.all(['folder', 'fifo', 'socket'].map((path) => read(root, path)))).toEqual([
    'not_a_file',
    'not_a_file',
    'not_a_file',
  ])
})

test('a file that is always being swapped for a link to the outside is never read from there', async () => {
  const root = temporaryFolder()
  const outside = temporaryFolder()
  writeIn(outside, 'file.txt', 'secret')
  writeIn(root, 'folder/file.txt', 'content')
  const swapping = spawn(process.execPath, ['-e', swapForEver, join(root, 'folder'), outside])
  onTestFinished(() => void swapping.kill('SIGKILL'))
  await once(swapping.stdout, 'data')
  const seen = new Set<string>()
  for (let count = 0; count < 3_000; count += 1) seen.add(await read(root, 'folder/file.txt'))
  expect([...seen]).not.toContain('secret')
  expect([...seen]).toContain('outside')
})
