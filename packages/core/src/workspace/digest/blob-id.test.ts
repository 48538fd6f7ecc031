import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder, writeIn } from '../fixtures/temporary.ts'
import { blobId, fileBlobId } from './blob-id.ts'
import { diskPath } from './raw-path.ts'

const idIn = (root: string, raw: string) => fileBlobId(diskPath(root, raw), 'sha256')

test('a file has the id of its bytes, whatever its name', async () => {
  const root = temporaryFolder()
  mkdirSync(join(root, 'in'))
  for (const raw of ['a.txt', 'in/b.txt', 'in/\xff (deleted)']) {
    writeFileSync(diskPath(root, raw), raw)
    expect(await idIn(root, raw)).toBe(blobId(Buffer.from(raw), 'sha256'))
  }
})

test('what is no file any more when it is read has no id', async () => {
  const root = temporaryFolder()
  writeIn(root, 'a.txt', 'one\n')
  symlinkSync('a.txt', join(root, 'link'))
  for (const raw of ['gone', 'a.txt/inner', 'link', '.']) expect(await idIn(root, raw)).toBeUndefined()
})

test('a file behind a folder that became a link has no id, wherever the link leads', async () => {
  const root = temporaryFolder()
  const elsewhere = temporaryFolder()
  writeIn(elsewhere, 'in/b.txt', 'secret\n')
  for (const raw of ['in/b.txt', 'deep/in/b.txt']) writeIn(root, raw, 'own\n')
  for (const folder of ['in', 'deep']) rmSync(join(root, folder), { recursive: true })
  symlinkSync(join(elsewhere, 'in'), join(root, 'in'))
  symlinkSync(elsewhere, join(root, 'deep'))
  for (const raw of ['in/b.txt', 'deep/in/b.txt']) expect(await idIn(root, raw)).toBeUndefined()
  symlinkSync('other', join(root, 'within'))
  writeIn(root, 'other/b.txt', 'own\n')
  expect(await idIn(root, 'within/b.txt')).toBeUndefined()
})
