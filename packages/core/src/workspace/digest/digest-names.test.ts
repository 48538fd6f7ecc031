import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyRepository, makeRepository } from '../fixtures/temporary.ts'
import { digestOf, listWorkspace } from '../index.ts'

const names = [
  'with space.txt',
  ' leading',
  'trailing ',
  'ünïcode 🦊.txt',
  'new\nline',
  'return\r',
  '"quoted"',
  'back\\slash',
  'tab\t.txt',
  '-flag',
  ':(glob)*',
  'a*b',
  '%41',
  '#hash',
]

test.each(names)('a file named %j can be untracked, added, changed and deleted', async (name) => {
  const { commit, digest, git, root, write } = makeRepository()
  const without = await digest()
  write(name, 'one\n')
  const untracked = await digest()
  expect(untracked).toMatch(/^d1:/)
  expect(untracked).not.toBe(without)
  commit()
  expect(await digest()).toBe(untracked)
  writeFileSync(join(root, name), 'two\n')
  const changed = await digest()
  expect(changed).not.toBe(untracked)
  commit()
  expect(await digest()).toBe(changed)
  git('--literal-pathspecs', 'rm', '-q', '--', name)
  expect(await digest()).toBe(without)
})

test('a folder with an odd name is no different', async () => {
  const { commit, digest, write } = makeRepository()
  write('odd\n "folder"/ü/file.txt', 'one\n')
  const untracked = await digest()
  commit()
  expect(await digest()).toBe(untracked)
})

test('a name that is no Unicode counts by its bytes', async () => {
  const { commit, digest, root } = emptyRepository()
  const write = (name: string, text: string) => execFileSync('sh', ['-c', `printf '${text}' > "$(printf '${name}')"`], { cwd: root })
  write('\\377', 'x')
  const one = await digest()
  write('\\376', 'x')
  const two = await digest()
  expect(one).not.toBe(two)
  commit()
  expect(await digest()).toBe(two)
  write('\\376', 'changed')
  expect(await digest()).not.toBe(two)
})

test('entries are sorted by the bytes of their paths', async () => {
  const { env, root, write } = emptyRepository()
  for (const name of ['b', 'a/z', 'a.b', 'a-b', 'ü', 'z', 'Z', '🦊', '\uffee']) write(name, '')
  const paths = (await listWorkspace(root, { env })).entries.map(({ raw }) => Buffer.from(raw, 'latin1'))
  expect(paths).toEqual([...paths].sort(Buffer.compare))
})

test('a pattern sees a path as text, from the root, with slashes', async () => {
  const { env, root, write } = emptyRepository()
  for (const name of ['ü/🦊 .txt', 'src/a.ts']) write(name, '')
  const seen: string[] = []
  digestOf(await listWorkspace(root, { env }), (path) => seen.push(path) > 0)
  expect(seen).toEqual(['src/a.ts', 'ü/🦊 .txt'])
})
