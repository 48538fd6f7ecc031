import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { swapForEver } from '../fixtures/swap.ts'
import { temporaryFolder, writeIn } from '../fixtures/temporary.ts'
import { readUnlinked } from '../index.ts'

function read(root: string, path: string, maxBytes = 1_000): string {
  const answer = readUnlinked(root, path, maxBytes)
  return typeof answer === 'string' ? answer : `read ${answer.toString()}`
}

test('a regular file is read as it is, an empty one too', () => {
  const root = temporaryFolder()
  writeIn(root, 'folder/a\nb.txt', 'content')
  writeIn(root, 'empty', '')
  expect(read(root, 'folder/a\nb.txt')).toBe('read content')
  expect(read(root, 'empty')).toBe('read ')
})

test('no link is followed, not even one that stays inside', () => {
  const root = temporaryFolder()
  writeIn(root, 'folder/file.txt', 'content')
  symlinkSync('folder', join(root, 'link'))
  symlinkSync('folder/file.txt', join(root, 'file'))
  symlinkSync('/etc/passwd', join(root, 'outside'))
  expect(['link/file.txt', 'file', 'outside'].map((path) => read(root, path))).toEqual(['linked', 'linked', 'linked'])
})

test('a folder, a FIFO, a huge file and a missing one are not read, and none makes us wait', () => {
  const root = temporaryFolder()
  writeIn(root, 'folder/file.txt', '')
  execFileSync('mkfifo', [join(root, 'fifo')])
  writeIn(root, 'huge', '')
  truncateSync(join(root, 'huge'), 10 * 1024 ** 3)
  expect(['folder', 'fifo', 'huge', 'nothing'].map((path) => read(root, path))).toEqual([
    'not_a_file',
    'not_a_file',
    'too_large',
    'unreadable',
  ])
})

test('a folder that is always being swapped for a link is never read through it', async () => {
  const root = temporaryFolder()
  const outside = temporaryFolder()
  writeIn(outside, 'file.txt', 'secret')
  writeIn(root, 'folder/file.txt', 'content')
  const swapping = spawn(process.execPath, ['-e', swapForEver, join(root, 'folder'), outside])
  onTestFinished(() => void swapping.kill('SIGKILL'))
  await once(swapping.stdout, 'data')
  const seen = new Set<string>()
  for (let count = 0; count < 10_000 || (count < 1_000_000 && !seen.has('linked')); count += 1) seen.add(read(root, 'folder/file.txt'))
  expect([...seen]).not.toContain('read secret')
  expect([...seen]).toContain('linked')
})
