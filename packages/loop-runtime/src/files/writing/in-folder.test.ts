import { existsSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../fixtures/temporary-folder.ts'
import { codeOf, makeWorkspace } from '../fixtures/workspace.ts'
import { inFolder, requireInPlace } from './in-folder.ts'

test('a folder that is swapped for a link between the check and the last step is noticed, and the work stays out of the other', async () => {
  const files = await makeWorkspace({ 'folder/a': '' })
  const outside = temporaryFolder()
  const swapped = inFolder(files, { path: 'folder/a', make: false }, async ({ folder }) => {
    renameSync(join(files.root, 'folder'), join(files.root, 'away'))
    symlinkSync(outside, join(files.root, 'folder'))
    if (process.platform === 'linux') writeFileSync(folder.at('work'), '')
    await requireInPlace(folder, 'folder/a')
  })
  expect(await codeOf(swapped)).toBe('path_escapes')
  expect(readdirSync(outside)).toEqual([])
})

test('a folder that is moved out of the workspace is noticed', async () => {
  const files = await makeWorkspace({ 'folder/a': '' })
  const outside = join(temporaryFolder(), 'moved')
  const moved = inFolder(files, { path: 'folder/a', make: false }, async ({ folder }) => {
    renameSync(join(files.root, 'folder'), outside)
    await requireInPlace(folder, 'folder/a')
  })
  expect(await codeOf(moved)).toBe('path_escapes')
})

test('a link that appears after the check is not followed on the way', async () => {
  const files = await makeWorkspace({ 'folder/a': '' })
  const outside = temporaryFolder()
  symlinkSync(outside, join(files.root, 'folder/link'))
  const through = inFolder(files, { path: 'folder/link/new/b', make: true }, async () => undefined)
  expect(await codeOf(through)).not.toBeUndefined()
  expect(existsSync(join(outside, 'new'))).toBe(false)
})
