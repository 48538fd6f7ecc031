import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { imperfectPatch, withoutIndentOfNew } from './fixtures/imperfect-patches.ts'
import { patched } from './fixtures/patched-files.ts'

const seed = Date.now() % 2 ** 31

describe(`a patch that is not quite right lands where it was meant or nowhere (seed ${seed})`, () => {
  const forms = ['edits', 'unified', 'codex'] as const
  it.each(forms)('as %s', async (form) => {
    let landed = 0
    await fc.assert(
      fc.asyncProperty(imperfectPatch, async ({ before, meant, [form]: patch }) => {
        const outcome = await patched({ f: before }, patch).catch((error) => error.code)
        if (typeof outcome === 'string') {
          expect(['search_not_found', 'search_not_unique']).toContain(outcome)
          return
        }
        landed++
        expect(withoutIndentOfNew(outcome.texts.f!)).toBe(withoutIndentOfNew(meant))
      }),
      { seed, numRuns: 300 },
    )
    expect(landed).toBeGreaterThan(120)
  })
})
