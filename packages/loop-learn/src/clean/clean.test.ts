import fc from 'fast-check'
import { expect, it } from 'vitest'
import { clean } from './clean.ts'

it.each([
  ['control characters but tab and newline', 'a\u0000b\tc\r\nd\re\u007f\u0085', 'ab\tc\nd\ne'],
  ['halves of characters', 'a\ud800b', 'a\ufffdb'],
  ['a tag that a control character stood in', 'a<pri\u0000vate>b', 'a'],
  ['what is around', ' \n a ', 'a'],
])('drops or mends %s', async (_, text, kept) => {
  expect(await clean(text)).toEqual({ text: kept, redactions: 0, hidden: false })
})

it('finds a secret that private tags stand in', async () => {
  const key = `${'AKIA'}<private>x</private>IOSFODNN7EXAMPLE`
  expect(await clean(`The key ${key}.`)).toEqual({ text: 'The key [redacted:aws-access-key-id].', redactions: 1, hidden: false })
})

it('says whether what is empty now was hidden', async () => {
  expect(await clean('<private>x</private>')).toEqual({ text: '', redactions: 0, hidden: true })
  expect(await clean(' \u0000 ')).toEqual({ text: '', redactions: 0, hidden: false })
})

it('leaves right-to-left text, combining marks and emoji as they are', async () => {
  const text = `שלום العربية ${'e\u0301'.repeat(100)} 👩‍👩‍👧 日本語`
  expect((await clean(text)).text).toBe(text)
})

it('takes any text, gives well-formed text, and changes nothing when done again', async () => {
  const pieces = [
    '<private>',
    '</private>',
    '<pri',
    'vate>',
    '&lt;private&gt;',
    'token=',
    'Bearer ',
    'abc123def456ghi7',
    '"',
    ' ',
    '\n',
    '-----BEGIN PRIVATE KEY-----',
  ]
  const keys = ['postgres://u:p@h', `${'AKIA'}IOSFODNN7EXAMPLE`, '[redacted:jwt]', 'lc_', '\ud800', '\u0000', 'https://a:']
  const text = fc.array(fc.oneof(fc.constantFrom(...pieces, ...keys), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 14 })
  await fc.assert(
    fc.asyncProperty(text, async (given) => {
      const once = await clean(given.join(''))
      expect(once.text.isWellFormed()).toBe(true)
      expect(await clean(once.text)).toMatchObject({ text: once.text, redactions: 0 })
    }),
    { numRuns: 150 },
  )
})

it('keeps nothing of the texts that it has seen, so that the thousandth takes no longer than the first', async () => {
  const marks = () => performance.getEntriesByType('mark').length
  await clean('the first text')
  const before = marks()
  for (let count = 0; count < 5; count++) await clean(`text ${count}`)
  expect(marks()).toBe(before)
})
