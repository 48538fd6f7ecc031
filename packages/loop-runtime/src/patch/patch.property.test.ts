import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTwoFilesPatch } from 'diff'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { MemoryFiles, patched } from './fixtures/patched-files.ts'
import { parsePatch } from './parse/parse-patch.ts'
import { preparePatch } from './prepare.ts'
import { previewOf } from './preview.ts'
import { undoPatch, writePatch } from './write.ts'

const seed = Date.now() % 2 ** 31
const runs = (numRuns: number) => ({ seed, numRuns })

// Few different lines, so that a change has many places that look like its own.
const line = fc.oneof(
  fc.constantFrom('', ' ', 'a', 'b', '  a', '-- a', '++ b', '@@', '\\', '“x”', '$&', '*** End Patch'),
  fc.string({ maxLength: 6 }),
)
const ending = fc.constantFrom('\n', '\n', '\n', '\r\n')
const clean = (text: string) => text.replaceAll('\0', '')
const text = fc
  .tuple(fc.array(fc.tuple(line, ending), { maxLength: 25 }), fc.boolean())
  .map(([lines, cutsEnd]) =>
    clean(lines.map(([content, end]) => content.replace(/[\r\n]/g, '') + end).join('')).replace(cutsEnd ? /\r?\n$/ : /$^/, ''),
  )
/** Two texts of which one was made of the other, as most changes are. */
const pair = fc
  .tuple(text, fc.array(fc.tuple(fc.nat(25), fc.nat(2), fc.array(line, { maxLength: 2 })), { maxLength: 3 }))
  .map(([before, splices]) => {
    const lines = before.split('\n')
    for (const [at, gone, added] of splices) lines.splice(at, gone, ...added.map((content) => content.replace(/[\r\n]/g, '')))
    return [before, clean(lines.join('\n'))] as const
  })
const different = fc.oneof(pair, fc.tuple(text, text)).filter(([before, after]) => before !== after)

describe(`a difference applied to where it was taken (seed ${seed})`, () => {
  it('is the other text, for diffs of the library', async () => {
    await fc.assert(
      fc.asyncProperty(different, fc.nat(5), async ([before, after], context) => {
        const patch = createTwoFilesPatch('a/f', 'b/f', before, after, undefined, undefined, { context: context + 1 })
        expect((await patched({ f: before }, patch)).texts).toEqual({ f: after })
      }),
      runs(300),
    )
  })

  it('is the other text, for diffs of git', { timeout: 60_000 }, async () => {
    const root = temporaryFolder()
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'core.autocrlf=false', '-c', 'core.quotePath=true', ...args], { cwd: root, encoding: 'utf8' })
    git('init', '-q')
    const names = ['f', 'ü/ö x.txt', '"q"\t', 'gone']
    await fc.assert(
      fc.asyncProperty(fc.array(different, { minLength: 4, maxLength: 4 }), fc.nat(2), async (pairs, made) => {
        const put = (side: 0 | 1, except: string | undefined) =>
          names.forEach((name, index) => {
            mkdirSync(join(root, name, '..'), { recursive: true })
            if (name === except) rmSync(join(root, name), { force: true })
            else writeFileSync(join(root, name), pairs[index]![side])
          })
        put(0, names[made])
        git('add', '-A')
        const before = Object.fromEntries(names.flatMap((name, index) => (index === made ? [] : [[name, pairs[index]![0]]])))
        put(1, 'gone')
        git('add', '-N', '--', names[made]!)
        const patch = git('diff', '--no-ext-diff', '--no-color', '--text', '--no-renames')
        const after = Object.fromEntries(names.flatMap((name, index) => (name === 'gone' ? [] : [[name, pairs[index]![1]]])))
        expect((await patched(before, patch)).texts).toEqual(after)
      }),
      runs(20),
    )
  })

  it('is the other text, for our own previews', async () => {
    await fc.assert(
      fc.asyncProperty(different, async ([before, after]) => {
        const whole = createTwoFilesPatch('a/f', 'b/f', before, after)
        const { prepared } = await patched({ f: before }, whole)
        expect((await patched({ f: before }, previewOf(prepared.changes).diff)).texts).toEqual({ f: after })
      }),
      runs(100),
    )
  })
})

it(`undo restores every file (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(different, different, async ([before, after], [other, otherAfter]) => {
      const texts = { f: before, g: other, h: 'x' }
      const files = new MemoryFiles(texts)
      const patch = `${createTwoFilesPatch('a/f', 'b/f', before, after)}${createTwoFilesPatch('a/g', 'b/g', other, otherAfter)}`
      const { effects } = await preparePatch(files, parsePatch(`${patch}diff --git a/h b/i\nrename from h\nrename to i\n`))
      await writePatch(files, effects)
      expect(files.texts()).toEqual({ f: after, g: otherAfter, i: 'x' })
      await undoPatch(files, effects)
      expect(files.texts()).toEqual(texts)
    }),
    runs(100),
  )
})

describe(`whatever the text (seed ${seed})`, () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      '\n',
      '\r\n',
      '--- a/f',
      '+++ b/f',
      '+++ /dev/null',
      '@@',
      '@@ -1,2 +3 @@',
      ' a',
      '-b',
      '+c',
      '\\ No newline',
      'diff --git a/f b/f',
    ),
    fc.constantFrom(
      '*** Begin Patch',
      '*** End Patch',
      '*** Update File: f',
      '*** Add File: g',
      '*** Move to: h',
      '*** End of File',
      '"\\777',
      '\ud800',
    ),
    fc.constantFrom('new file mode 100644', 'rename from f', 'rename to "g\\', 'deleted file mode 1', '```', '-- ', 'Index: f'),
  )
  const garbage = fc
    .array(fc.tuple(piece, fc.constantFrom('\n', '\n', '\r\n', '')), { maxLength: 30 })
    .map((pieces) => pieces.flat().join(''))
  const isRefused = (error: unknown, codes: readonly string[]) => codes.includes((error as { code: string }).code)

  it.each(['auto', 'unified', 'codex'] as const)('no parser throws anything but bad_patch (%s)', (format) => {
    fc.assert(
      fc.property(garbage, (patch) => {
        try {
          parsePatch(patch, format)
        } catch (error) {
          expect(error).toMatchObject({ code: 'bad_patch', details: { line: expect.any(Number) } })
        }
      }),
      runs(800),
    )
  })

  it('an edit lands in one place or nowhere, and changes nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, text, async (before, search, replace) => {
        try {
          await patched({ f: before }, [{ path: 'f', search, replace }])
        } catch (error) {
          const codes = ['bad_patch', 'search_not_found', 'search_not_unique', 'file_exists']
          if (!isRefused(error, codes)) throw error
        }
      }),
      runs(300),
    )
  })

  it('an edit whose search was taken from the file is done exactly', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.nat(60), fc.integer({ min: 1, max: 30 }), text, async (before, start, length, replace) => {
        const search = before.slice(start, start + length)
        fc.pre(search !== '' && search !== replace && before.indexOf(search) === before.lastIndexOf(search))
        fc.pre(search.isWellFormed() && search.includes('\n'))
        const expected = before.replace(search, () => replace)
        expect((await patched({ f: before }, [{ path: 'f', search, replace }])).texts).toEqual({ f: expected })
      }),
      runs(300),
    )
  })
})
