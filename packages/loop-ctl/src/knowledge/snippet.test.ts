import { expect, it } from 'vitest'
import { snippetOf } from './snippet.ts'

const filler = (count: number) => 'lorem ipsum '.repeat(count)

it('marks the words that were looked for, as they are written', async () => {
  expect(await snippetOf('Retried\n\ntwice,  then **retry** gives up.', ['retri'])).toBe('**Retried** twice, then ****retry**** gives up.')
})

it('shows the beginning where nothing is found', async () => {
  expect(await snippetOf('Short.', ['retri'])).toBe('Short.')
  expect(await snippetOf('', ['retri'])).toBe('')
})

it('begins shortly before the first match and ends with a whole word, in 300 characters', async () => {
  const snippet = await snippetOf(`${filler(100)}Retries ${filler(100)}`, ['retri'])
  expect(snippet).toMatch(/^…(lorem|ipsum).* \*\*Retries\*\* .*(lorem|ipsum)…$/)
  expect(snippet.length).toBeLessThanOrEqual(300)
})

it.each([
  ['many matches', 'try '.repeat(200), ['tri']],
  ['no blanks', 'x'.repeat(1_000), ['x']],
  ['pairs', `a${'🙂'.repeat(500)}`, ['a']],
  ['a match at the end', `${filler(40)}try`, ['tri']],
  ['a match too far in', `${filler(4_000)}try`, ['tri']],
])('stays within 300 characters with %s', async (_, text, stems) => {
  const snippet = await snippetOf(text, stems)
  expect(snippet.length).toBeLessThanOrEqual(300)
  expect(snippet.length).toBeGreaterThan(100)
  expect(snippet.isWellFormed()).toBe(true)
})
