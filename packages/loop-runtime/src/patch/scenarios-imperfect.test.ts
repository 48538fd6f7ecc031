import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { patched } from './fixtures/patched-files.ts'

const seed = Date.now() % 2 ** 31

const file = `import { read } from './read'

export class Queue {
  constructor(private name: string) {}

  push(task: Task) {
    if (!task) {
      throw new Error("no task")
    }
    this.tasks.push(task)
  }

  pop() {
    if (!this.tasks.length) {
      throw new Error("no task")
    }
    return this.tasks.pop()
  }
}

export function run(queue: Queue) {
  const task = queue.pop()
\treturn read(task)   // “now”
}
`
const lines = file.split('\n').slice(0, -1)

/** A change of one line, told with some lines around it. */
const change = fc
  .record({ at: fc.nat(lines.length - 1), before: fc.nat(3), after: fc.nat(3), added: fc.constantFrom([], ['NEW'], ['NEW', '  $& $1']) })
  .map(({ at, before, after, added }) => {
    const from = Math.max(0, at - before)
    const to = Math.min(lines.length, at + after + 1)
    return { at, head: lines.slice(from, at), old: lines[at]!, tail: lines.slice(at + 1, to), added }
  })

/** What models do to the lines that they copy. */
const spoiling = fc.constantFrom<[string, (line: string) => string]>(
  ['nothing', (line) => line],
  ['blanks at the end', (line) => `${line}  `],
  ['no blanks at the end', (line) => line.trimEnd()],
  ['deeper', (line) => (line === '' ? line : `    ${line}`)],
  ['plain quotes', (line) => line.replaceAll(/[“”]/g, '"')],
)

/** What the change was meant to make. */
function meant({ at, added }: { at: number; added: readonly string[] }, end: string): string {
  return [...lines.slice(0, at), ...added, ...lines.slice(at + 1)].map((line) => line + end).join('')
}

/** Added lines may have followed the indent of their place; nothing else may differ. */
const withoutIndentOfNew = (text: string) => text.replaceAll(/^[ \t]+(?=NEW|\$&)/gm, '')

describe(`a patch that is not quite right lands where it was meant or nowhere (seed ${seed})`, () => {
  const forms = ['edits', 'unified', 'codex'] as const
  it.each(forms)('as %s', async (form) => {
    let landed = 0
    await fc.assert(
      fc.asyncProperty(change, spoiling, fc.boolean(), async (told, [, spoil], hasReturns) => {
        const end = hasReturns ? '\r\n' : '\n'
        const { head, old, tail, added } = told
        const steps = [
          ...head.map((line) => ` ${spoil(line)}`),
          `-${spoil(old)}`,
          ...added.map((line) => `+${line}`),
          ...tail.map((line) => ` ${spoil(line)}`),
        ]
        const patch = {
          edits: [
            {
              path: 'f',
              search: [...head, old, ...tail].map((line) => `${spoil(line)}\n`).join(''),
              replace: [...head.map(spoil), ...added, ...tail.map(spoil)].map((line) => `${line}\n`).join(''),
            },
          ],
          unified: `--- a/f\n+++ b/f\n@@ -900,3 +900,3 @@\n${steps.join('\n')}\n`,
          codex: `*** Begin Patch\n*** Update File: f\n@@\n${steps.join('\n')}\n*** End Patch\n`,
        }[form]
        const outcome = await patched({ f: lines.map((line) => line + end).join('') }, patch).catch((error) => error.code)
        if (typeof outcome === 'string') {
          expect(['search_not_found', 'search_not_unique']).toContain(outcome)
          return
        }
        landed++
        expect(withoutIndentOfNew(outcome.texts.f!)).toBe(withoutIndentOfNew(meant(told, end)))
      }),
      { seed, numRuns: 300 },
    )
    expect(landed).toBeGreaterThan(120)
  })
})
