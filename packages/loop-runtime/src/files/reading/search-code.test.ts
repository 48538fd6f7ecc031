import { execFileSync } from 'node:child_process'
import { symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../fixtures/temporary-folder.ts'
import { commitAll, makeWorkspace, writeIn } from '../fixtures/workspace.ts'
import { searchCode } from './search-code.ts'

test('a text is found with path, line and what stands around it', async () => {
  const files = await makeWorkspace({ 'src/a.ts': 'one\r\ntwo needle\r\nthree\r\n', 'b.md': 'nothing\n' })
  expect(await searchCode(files, { query: 'needle', context: 5 })).toEqual({
    query: 'needle',
    matches: [{ path: 'src/a.ts', line: 2, text: 'two needle', before: ['one'], after: ['three'] }],
    filesSearched: 2,
    skipped: 0,
    truncated: false,
  })
})

test('the text is exact: case, special characters and line breaks count', async () => {
  const files = await makeWorkspace({ a: 'Needle\nx.*y $1\nxzy\nfoo(\n  bar)\n' })
  const lines = async (query: string, ignoreCase = false) =>
    (await searchCode(files, { query, ignoreCase })).matches.map(({ line }) => line)
  expect(await lines('needle')).toEqual([])
  expect(await lines('nEEDLE', true)).toEqual([1])
  expect(await lines('x.*y')).toEqual([2])
  expect(await lines('$1')).toEqual([2])
  expect(await lines('foo(\n  bar')).toEqual([4])
})

test('a line is named once, and the last one too', async () => {
  const files = await makeWorkspace({ a: 'aa aa\nb\naa' })
  const { matches } = await searchCode(files, { query: 'a', context: 1 })
  expect(matches).toEqual([
    { path: 'a', line: 1, text: 'aa aa', before: [], after: ['b'] },
    { path: 'a', line: 3, text: 'aa', before: ['b'], after: [] },
  ])
})

test('truncated says whether there is more than the limit', async () => {
  const files = await makeWorkspace({ a: 'x\nx\n', b: 'x\n' })
  const search = (limit: number) => searchCode(files, { query: 'x', limit })
  expect(await search(3)).toMatchObject({ truncated: false, matches: { length: 3 } })
  expect(await search(2)).toMatchObject({ truncated: true, matches: { length: 2 } })
  expect(await search(1)).toMatchObject({ truncated: true, matches: { length: 1 } })
})

test('of a long line the part around the text is shown', async () => {
  const files = await makeWorkspace({ a: `${'x'.repeat(5_000)}needle${'y'.repeat(5_000)}` })
  const [match] = (await searchCode(files, { query: 'needle' })).matches
  expect(match!.text).toHaveLength(400)
  expect(match!.text).toContain('xneedley')
})

test('a glob says where to search', async () => {
  const files = await makeWorkspace({ 'a.ts': 'x', 'b.md': 'x', 'src/c.ts': 'x' })
  const answer = await searchCode(files, { query: 'x', glob: '*.ts' })
  expect(answer.matches.map(({ path }) => path)).toEqual(['a.ts', 'src/c.ts'])
  expect(answer.filesSearched).toBe(2)
})

test('39. 40. denied, linked, huge and binary files are passed over and counted', async () => {
  const files = await makeWorkspace(
    { '.env': 'needle', 'private/a': 'needle', binary: 'needle\0', latin: Buffer.from('needle\xfc', 'latin1'), 'a.txt': 'needle' },
    { deny: ['private'] },
  )
  const outside = temporaryFolder()
  writeIn(outside, 'b.txt', 'needle')
  symlinkSync(outside, join(files.root, 'folder'))
  symlinkSync(join(outside, 'b.txt'), join(files.root, 'link.txt'))
  writeIn(files.root, 'huge', 'needle')
  truncateSync(join(files.root, 'huge'), 10 * 1024 ** 3)
  execFileSync('mkfifo', [join(files.root, 'fifo')])
  const expected = { matches: [{ path: 'a.txt', line: 1, text: 'needle' }], filesSearched: 1, skipped: 7 }
  expect(await searchCode(files, { query: 'needle' })).toMatchObject(expected)
})

test('39. a tracked folder that was swapped for a link to the outside is not searched', async () => {
  const files = await makeWorkspace({ 'folder/a.txt': 'x' })
  commitAll(files.root)
  const outside = temporaryFolder()
  writeIn(outside, 'a.txt', 'needle')
  execFileSync('rm', ['-r', join(files.root, 'folder')])
  symlinkSync(outside, join(files.root, 'folder'))
  expect(await searchCode(files, { query: 'needle' })).toMatchObject({ matches: [], filesSearched: 0 })
})

test('a search that nobody waits for any more ends', async () => {
  const files = await makeWorkspace({ a: 'x' })
  await expect(searchCode(files, { query: 'x', signal: AbortSignal.abort() })).rejects.toThrow(/abort/)
})
