import { expect, it } from 'vitest'
import { answers, readQuery, wordsIn } from './query.ts'

it.each([
  ['retrying deliveries', ['retri deliveri'], ['deliveri', 'retri x']],
  ['"retry policy"', ['a retri polici b'], ['polici retri', 'retri x polici']],
  ['retry -webhook', ['retri'], ['retri webhook', 'webhook']],
  ['retry -"web hook"', ['hook web retri'], ['retri web hook']],
  ['cache or retry -webhook', ['cach webhook', 'retri'], ['retri webhook', 'x']],
  ['"open quote', ['open quot'], ['quot open']],
  ['src/retry', ['src retri'], ['retri src']],
  ['the OR retry', ['retri'], ['the', '']],
  ['-retry', [], ['retri', 'x', '']],
  ['the and of', [], ['the', '']],
  ['OR OR -', [], ['or', '']],
])('%j is answered by %j and not by %j', async (text, those, others) => {
  const query = await readQuery(text)
  expect(those.filter((words) => !answers(query, [words]))).toEqual([])
  expect(others.filter((words) => answers(query, [words]))).toEqual([])
})

it('holds no words together across the parts of a text', async () => {
  const query = await readQuery('"retry policy" OR cache store')
  expect(answers(query, ['retri', 'polici'])).toBe(false)
  expect(answers(query, ['cach', 'store'])).toBe(true)
  expect(wordsIn(query)).toEqual(['retri', 'polici', 'cach', 'store'])
})
