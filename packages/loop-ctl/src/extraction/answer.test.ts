import { expect, it } from 'vitest'
import { draftsIn } from './answer.ts'

const good = { title: 'Retry once', body: 'Some lines need a second try.', category: 'pattern', tags: ['network', 'retry'] }
const saying = (...articles: unknown[]) => JSON.stringify({ articles })

it.each([
  ['JSON', saying(good)],
  ['JSON in a block of markdown', `\`\`\`json\n${saying(good)}\n\`\`\`\n`],
  ['JSON in a block without a name', `\`\`\`\n${saying(good)}\n\`\`\``],
])('reads articles out of %s', (_, text) => {
  expect(draftsIn(text)).toEqual([good])
})

it.each(['Here is what I learned.', '{"articles": [', '[]', '{"articles": "none"}', 'null', ''])('takes %j for no answer', (text) => {
  expect(draftsIn(text)).toBeUndefined()
})

it.each([
  ['an unknown category', { category: 'gossip' }],
  ['no title', { title: undefined }],
  ['a blank title', { title: ' ' }],
  ['a title that is too long', { title: 'x'.repeat(501) }],
  ['a body that is too long', { body: 'x'.repeat(100_001) }],
  ['a body that is no text', { body: ['x'] }],
])('leaves out an article with %s, and keeps the others', (_, wrong) => {
  expect(draftsIn(saying({ ...good, ...wrong }, good))).toEqual([good])
})

it('keeps an article without its tags where these are none, and nothing that it does not know', () => {
  expect(draftsIn(saying({ ...good, tags: ['two words'], status: 'published' }))).toEqual([{ ...good, tags: [] }])
  expect(draftsIn(saying())).toEqual([])
})
