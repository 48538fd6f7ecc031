import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { temporaryFolder, writeIn } from '../fixtures/temporary.ts'
import { isInside, resolveInside } from '../index.ts'

const seed = Date.now()

/** A root with a file, a folder, and links of every kind; beside it a folder that nobody may reach. */
function makePlace(): { root: string; outside: string } {
  const base = temporaryFolder()
  const root = join(base, 'root')
  const outside = join(base, 'root-beside')
  writeIn(root, 'folder/file.txt', 'inside')
  writeIn(outside, 'secret.txt', 'outside')
  symlinkSync('folder', join(root, 'link-inside'))
  symlinkSync('../root-beside', join(root, 'link-outside'))
  symlinkSync(outside, join(root, 'folder/link-absolute'))
  symlinkSync('../root-beside/secret.txt', join(root, 'link-file'))
  symlinkSync('../root-beside/new.txt', join(root, 'link-dangling'))
  symlinkSync('nowhere.txt', join(root, 'link-dangling-inside'))
  symlinkSync('loop-b', join(root, 'loop-a'))
  symlinkSync('loop-a', join(root, 'loop-b'))
  return { root, outside }
}

test('a file that exists is found', async () => {
  const { root } = makePlace()
  const path = join(root, 'folder/file.txt')
  expect(await resolveInside(root, './folder//file.txt')).toEqual({ inside: true, path, exists: true, linked: false })
})

test('a file that does not exist yet is found, with folders that do not exist yet', async () => {
  const { root } = makePlace()
  expect(await resolveInside(root, 'folder/new.txt')).toMatchObject({ inside: true, path: join(root, 'folder/new.txt'), exists: false })
  expect(await resolveInside(root, 'x/y/z.txt')).toMatchObject({
    inside: true,
    path: join(root, 'x/y/z.txt'),
    exists: false,
    linked: false,
  })
})

test('the root itself is inside', async () => {
  const { root } = makePlace()
  expect(await resolveInside(root, '.')).toEqual({ inside: true, path: root, exists: true, linked: false })
})

test('a link that stays inside is followed, and told', async () => {
  const { root } = makePlace()
  expect(await resolveInside(root, 'link-inside/file.txt')).toMatchObject({ path: join(root, 'folder/file.txt'), linked: true })
  expect(await resolveInside(root, 'link-inside/new.txt')).toMatchObject({
    path: join(root, 'folder/new.txt'),
    exists: false,
    linked: true,
  })
})

test('a root that is reached through a link contains its files', async () => {
  const { root } = makePlace()
  const link = join(temporaryFolder(), 'link')
  symlinkSync(root, link)
  expect(await resolveInside(link, 'folder/file.txt')).toEqual({
    inside: true,
    path: join(root, 'folder/file.txt'),
    exists: true,
    linked: false,
  })
})

test.each([
  ['../root-beside/secret.txt', 'dot_dot'],
  ['folder/../../root-beside/secret.txt', 'dot_dot'],
  ['/etc/passwd', 'absolute'],
  ['folder/file.txt\0.png', 'nul'],
  ['', 'empty'],
  ['link-file', 'outside'],
  ['link-outside', 'outside'],
  ['link-outside/secret.txt', 'outside'],
  ['link-outside/new.txt', 'outside'],
  ['link-outside/new/deeper.txt', 'outside'],
  ['folder/link-absolute/secret.txt', 'outside'],
  ['link-inside/link-absolute/new.txt', 'outside'],
  ['link-dangling', 'dangling_link'],
  ['link-dangling/x', 'dangling_link'],
  ['link-dangling-inside', 'dangling_link'],
  ['loop-a', 'link_loop'],
  ['loop-a/x', 'link_loop'],
  ['folder/file.txt/x', 'not_a_folder'],
])('%j is refused as %s', async (path, fault) => {
  const { root } = makePlace()
  expect(await resolveInside(root, path)).toEqual({ inside: false, fault })
})

test('a name that the file system would not take is refused', async () => {
  const { root } = makePlace()
  expect(await resolveInside(root, `folder/${'y'.repeat(300)}`)).toEqual({ inside: false, fault: 'too_long' })
})

test('an absolute path is refused also if it leads inside', async () => {
  const { root } = makePlace()
  expect(await resolveInside(root, join(root, 'folder'))).toEqual({ inside: false, fault: 'absolute' })
})

test('a folder that was swapped for a link is seen when asked again', async () => {
  const { root, outside } = makePlace()
  expect(await resolveInside(root, 'later/file.txt')).toMatchObject({ inside: true })
  symlinkSync(outside, join(root, 'later'))
  expect(await resolveInside(root, 'later/file.txt')).toEqual({ inside: false, fault: 'outside' })
})

test(`no path of known names and links leads outside (seed ${seed})`, async () => {
  const { root } = makePlace()
  mkdirSync(join(root, 'folder/deeper'))
  symlinkSync('..', join(root, 'folder/deeper/up'))
  symlinkSync('../..', join(root, 'folder/up-and-out'))
  const names = [
    '..',
    '.',
    '',
    'folder',
    'deeper',
    'up',
    'up-and-out',
    'root',
    'root-beside',
    'link-inside',
    'link-outside',
    'link-file',
    'new',
    'file.txt',
  ]
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...names), { maxLength: 8 }), async (parts) => {
      const place = await resolveInside(root, parts.join('/'))
      expect(place.inside ? isInside(root, place.path) : true).toBe(true)
    }),
    { seed, numRuns: 300 },
  )
})
