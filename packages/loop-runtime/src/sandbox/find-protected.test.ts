import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { findProtected } from './find-protected.ts'

const isProtected = (path: string) => /(?:^|\/)secret$/.test(path)

it('protected files and folders are found at any depth, shallow ones first, and not entered', async () => {
  const root = temporaryFolder({ 'a/b/secret': '', 'secret/inner/secret': '', 'c/secret': '', 'plain\nname/secret': '' })
  const found = await findProtected(root, isProtected)
  expect(found.toSorted()).toEqual(['a/b/secret', 'c/secret', 'plain\nname/secret', 'secret'])
  expect([found.at(0), found.at(-1)]).toEqual(['secret', 'a/b/secret'])
})

it('links are not followed and need no protection', async () => {
  const root = temporaryFolder({ 'a/file': '' })
  symlinkSync('.', join(root, 'a/loop'))
  symlinkSync('a/file', join(root, 'secret'))
  expect(await findProtected(root, isProtected)).toEqual([])
})

it('in a folder that is gone there is nothing to find', async () => {
  expect(await findProtected('/no/such/folder', isProtected)).toEqual([])
})
