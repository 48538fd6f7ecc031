import { describe, expect, it } from 'vitest'
import { MemoryFiles, patched } from './fixtures/patched-files.ts'
import { parsePatch } from './parse/parse-patch.ts'
import { preparePatch } from './prepare.ts'

const codex = (...lines: string[]) => ['*** Begin Patch', ...lines, '*** End Patch', ''].join('\n')

describe('a patch', () => {
  it('47. makes one and the same of edits, of a unified diff with wrong line numbers and of the Codex form', async () => {
    const before = { f: '\ufeffexport const a = 1\r\nexport const b = 2\r\n\r\nexport const c = "$&"' }
    const forms = [
      [{ path: 'f', search: 'const b = 2\n', replace: 'const b = "$1"\nexport const d = 4\n' }],
      '--- a/f\n+++ b/f\n@@ -70,9 +71,2 @@\n export const a = 1\n-export const b = 2\n+export const b = "$1"\n+export const d = 4\n \n',
      codex('*** Update File: f', '@@ export const a', '-export const b = 2', '+export const b = "$1"', '+export const d = 4'),
    ]
    for (const form of forms) {
      const { texts, prepared } = await patched(before, form)
      expect(texts.f).toBe('\ufeffexport const a = 1\r\nexport const b = "$1"\r\nexport const d = 4\r\n\r\nexport const c = "$&"')
      expect(prepared.changes[0]).toMatchObject({ path: 'f', change: 'edited', additions: 2, deletions: 1, match: 'line_ends' })
    }
  })

  it('says of each file what it was and what it becomes', async () => {
    const { prepared } = await patched({ a: 'x\n' }, codex('*** Update File: a', '*** Move to: b', '@@', '-x', '+y'))
    expect(prepared).toMatchInlineSnapshot(`
      {
        "changes": [
          {
            "additions": 1,
            "after": {
              "data": [
                121,
                10,
              ],
              "type": "Buffer",
            },
            "afterSha256": "3bb2abb69ebb27fbfe63c7639624c6ec5e331b841a5bc8c3ebc10b9285e90877",
            "before": {
              "data": [
                120,
                10,
              ],
              "type": "Buffer",
            },
            "beforeSha256": "73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac",
            "change": "moved",
            "deletions": 1,
            "from": "a",
            "match": "exact",
            "path": "b",
          },
        ],
        "effects": [
          {
            "after": null,
            "afterSha256": null,
            "before": {
              "data": [
                120,
                10,
              ],
              "type": "Buffer",
            },
            "beforeSha256": "73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac",
            "mode": 420,
            "path": "a",
          },
          {
            "after": {
              "data": [
                121,
                10,
              ],
              "type": "Buffer",
            },
            "afterSha256": "3bb2abb69ebb27fbfe63c7639624c6ec5e331b841a5bc8c3ebc10b9285e90877",
            "before": null,
            "beforeSha256": null,
            "mode": 420,
            "path": "b",
          },
        ],
      }
    `)
  })

  it('reads each file once, however it is named', async () => {
    const patch = codex('*** Update File: ./a', '@@', '-x', '+y', '*** Update File: a', '@@', '-y', '+z', '*** Delete File: .//b')
    expect((await patched({ a: 'x\n', b: '' }, patch)).texts).toEqual({ a: 'z\n' })
  })

  it.each([
    ['made and changed', ['*** Add File: n', '+1', '*** Update File: n', '@@', '-1', '+2'], [['added', 'n']]],
    ['deleted and made anew', ['*** Delete File: a', '*** Add File: a', '+2'], [['edited', 'a']]],
    ['moved twice', ['*** Update File: a', '*** Move to: b', '*** Update File: b', '*** Move to: c'], [['moved', 'c']]],
    ['made and moved', ['*** Add File: n', '+1', '*** Update File: n', '*** Move to: m'], [['added', 'm']]],
    ['moved and deleted', ['*** Update File: a', '*** Move to: b', '*** Delete File: b'], [['deleted', 'a']]],
    [
      'moved away and made anew',
      ['*** Update File: a', '*** Move to: b', '*** Add File: a', '+2'],
      [
        ['edited', 'a'],
        ['added', 'b'],
      ],
    ],
    ['moved onto itself', ['*** Update File: a', '*** Move to: a', '@@', '-1', '+2'], [['edited', 'a']]],
  ])('tells what became of a file that was %s', async (_, lines, expected) => {
    const { prepared } = await patched({ a: '1\n' }, codex(...lines))
    expect(prepared.changes.map(({ change, path }) => [change, path])).toEqual(expected)
  })

  it('that ends where it began is refused', async () => {
    const patch = codex('*** Update File: a', '*** Move to: b', '*** Update File: b', '*** Move to: a')
    await expect(preparePatch(new MemoryFiles({ a: '1\n' }), parsePatch(patch))).rejects.toMatchObject({ code: 'bad_patch' })
  })

  it('does not hide an odd path from the files that judge it', async () => {
    const seen: string[] = []
    const files = new MemoryFiles()
    files.read = async (path) => {
      seen.push(path)
      return null
    }
    for (const path of ['/etc/x', '../x', 'a/../x', 'a\\x']) await preparePatch(files, parsePatch(codex(`*** Add File: ${path}`, '+x')))
    expect(seen).toEqual(['/etc/x', '../x', 'a/../x', 'a\\x'])
  })
})
