import { describe, expect, it } from 'vitest'
import { MemoryFiles, patched } from './fixtures/patched-files.ts'
import { parsePatch } from './parse/parse-patch.ts'
import { preparePatch } from './prepare.ts'
import { previewOf } from './preview.ts'

describe('the preview of a patch', () => {
  it('is a diff as git writes it', async () => {
    const patch = `*** Begin Patch
*** Add File: new "x"
+new
*** Update File: a
@@
-x
+y
*** Delete File: ü
*** Update File: from
*** Move to: to
*** End Patch
`
    const { prepared } = await patched({ a: '1\n2\nx', ü: 'u\n', from: 'f\n' }, patch)
    expect(previewOf(prepared.changes)).toMatchInlineSnapshot(`
      {
        "diff": "diff --git "a/new \\"x\\"" "b/new \\"x\\""
      new file mode 100644
      --- /dev/null
      +++ "b/new \\"x\\""
      @@ -0,0 +1,1 @@
      +new
      diff --git a/a b/a
      --- a/a
      +++ b/a
      @@ -1,3 +1,3 @@
       1
       2
      -x
      \\ No newline at end of file
      +y
      diff --git a/ü b/ü
      deleted file mode 100644
      --- a/ü
      +++ /dev/null
      @@ -1,1 +0,0 @@
      -u
      diff --git a/from b/to
      rename from from
      rename to to
      ",
        "truncated": false,
      }
    `)
  })

  it('has at most 64 KiB and says so', async () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => `+a line of twenty ${index}`).join('\n')
    const { prepared } = await patched({}, `*** Begin Patch\n*** Add File: a\n${lines}\n*** End Patch\n`)
    const { diff, truncated } = previewOf(prepared.changes)
    expect(truncated).toBe(true)
    expect(Buffer.byteLength(diff)).toBeLessThanOrEqual(64 * 1024)
    expect(diff.endsWith('\n')).toBe(true)
    expect(prepared.changes[0]).toMatchObject({ additions: 5_000, deletions: 0 })
  })

  it('says of files without a line in common only how many lines they had', async () => {
    const lines = (word: string) => Array.from({ length: 30_000 }, (_, index) => `${word} ${index}\n`)
    const patch = `*** Begin Patch\n*** Add File: a\n+same\n${lines('new')
      .map((line) => `+${line}`)
      .join('')}*** End Patch\n`
    const { prepared } = await patched({ a: `same\n${lines('old').join('')}` }, patch)
    expect(prepared.changes[0]).toMatchObject({ change: 'edited', additions: 30_000, deletions: 30_000 })
    expect(previewOf(prepared.changes).diff).toContain('(30000 lines replaced by 30000, too many to compare)')
  })

  it('can be applied itself', async () => {
    const texts = { a: '1\r\n2\r\nx', gone: 'g\n', from: 'f\n' }
    const patch =
      '*** Begin Patch\n*** Update File: a\n@@\n-2\n+two\n*** Delete File: gone\n*** Update File: from\n*** Move to: to\n@@\n-f\n+g\n*** Add File: new\n*** End Patch\n'
    const { prepared, texts: after } = await patched(texts, patch)
    expect((await patched(texts, previewOf(prepared.changes).diff)).texts).toEqual(after)
    const again = await preparePatch(new MemoryFiles(texts), parsePatch(previewOf(prepared.changes).diff))
    expect(previewOf(again.changes)).toEqual(previewOf(prepared.changes))
  })
})
