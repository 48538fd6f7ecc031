import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { eventRows, hostile, hostileRun, inPages, patchAndTest, recordedRun } from '../../fixtures/recorded-run.ts'
import type { TracePages } from '../trace-text.ts'
import { htmlTrace } from './html-trace.ts'

async function page(run: Parameters<typeof htmlTrace>[0], pages: TracePages): Promise<string> {
  let text = ''
  for await (const piece of htmlTrace(run, pages)) text += piece
  return text
}

/** Every tag of a page with its attributes. */
const tagsIn = (text: string) =>
  [...text.matchAll(/<([a-z][a-z0-9]*)([^>]*)>/g)].map(([, name, attributes]) => ({ name: name!, attributes: attributes! }))

describe('a trace as a page', () => {
  it('60. has no script and no foreign address in it, whatever the trace holds', async () => {
    const { run, rows } = hostileRun()
    const text = await page(run, inPages(rows))
    const tags = tagsIn(text)
    const known = [
      'html',
      'meta',
      'style',
      'title',
      'h1',
      'h2',
      'h3',
      'p',
      'ul',
      'li',
      'b',
      'span',
      'meter',
      'details',
      'summary',
      'div',
      'pre',
      'code',
      'ins',
      'del',
    ]
    expect([...new Set(tags.map(({ name }) => name))].filter((name) => !known.includes(name))).toEqual([])
    expect(tags.filter(({ attributes }) => /\b(src|href|style|on\w+|action|srcdoc)\s*=/i.test(attributes))).toEqual([])
    expect(text).not.toMatch(/url\(|@import/)
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(text).toMatch(
      /^<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-/,
    )
  })

  it('shows marks that would make a line read otherwise, and obeys none', async () => {
    const { run, rows } = hostileRun()
    const text = await page(run, inPages(rows))
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_C}]/u)
    expect(text).toContain('⟨U+202E⟩gnp.exe')
    expect(hostile).toContain('\u202e')
  })

  it('says the outcome, the criteria, the findings and the budget, then each step', async () => {
    const criteria = [
      {
        id: 'tests_passed',
        verdict: 'passed',
        pass: true,
        required: true,
        description: 'The tests passed.',
        evidence: ['step 2'],
        feedback: '',
      },
    ]
    const run = recordedRun({ report: JSON.stringify({ criteria, findings: ['unsandboxed'] }) })
    const text = await page(run, inPages(eventRows(patchAndTest)))
    const words = text
      .replace(/<style>[\s\S]*?<\/style>/, '')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
    expect(words).toMatch(/Fix failing tests.* completed All tests pass now\..*tests_passed passed.*unsandboxed.*Iterations 3 of 8.*Steps/)
    expect(words).toMatch(/Iteration 1 apply_patch src\/a\.js approved · ok · \+1 −1 · 0\.75 Trim the password\./)
    expect(words).toMatch(/Iteration 2 run_tests failed · 2 of 3 tests passed · 0\.45/)
    expect(text).toContain('<del>-old</del><ins>+new</ins>')
  })

  it('allows its own style by its hash, and nothing else', async () => {
    const text = await page(recordedRun(), inPages([]))
    const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(text) ?? []
    expect(text).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`)
  })

  it('is made of pieces, each about one step, however long the trace is', async () => {
    const rows = eventRows(Array.from({ length: 1_000 }, () => ['model_response', { text: 'x' }] as const))
    const pieces: string[] = []
    for await (const piece of htmlTrace(recordedRun(), inPages(rows, 100))) pieces.push(piece)
    expect(pieces.length).toBe(11)
  })
})
