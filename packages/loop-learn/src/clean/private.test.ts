import { expect, it } from 'vitest'
import { withoutPrivate } from './private.ts'

it.each([
  ['37. a stretch', 'keep <private>secret</private> this', 'keep  this'],
  ['several', 'a<private>1</private>b<private>2</private>c', 'abc'],
  ['one within another', 'a<private>1<private>2</private>3</private>b', 'ab'],
  ['any case', 'a<PRIVATE>1</Private>b', 'ab'],
  ['attributes, whatever they hold', 'a<private why="x & y > z" b=\'<\'>1</private>b', 'ab'],
  ['blanks and a slash', 'a< private />1< / private >b', 'ab'],
  ['the escaped form, also half of it', 'a&lt;private&gt;1&lt;/private&gt;b<private&gt;2&LT;/private>c', 'abc'],
  ['what follows a tag that is never closed', 'a<private>b c', 'a'],
  ['what follows an inner one that is never closed', 'a<private>1<private>2</private>3', 'a'],
  ['what follows a tag that is cut off', 'a<private reason="b c', 'a'],
  ['a tag that stands across lines', 'a<private\n>1\n2</private\n>b', 'ab'],
  ['a tag that comes together from what stood around another', 'a<pri<private>1</private>vate>2', 'a'],
  ['a closing tag that opens nothing, but not its text', 'a</private>b', 'ab'],
  ['a closing tag that is cut off, but not what follows', 'a<private>1</private b', 'a b'],
])('takes out %s', (_, text, kept) => {
  expect(withoutPrivate(text)).toBe(kept)
})

it.each(['a <privateer> b', 'private a < b > c', 'a <private-equity> b', '&lt;b&gt;', 'ein <b>privates</b> Wort'])(
  'leaves %j alone',
  (text) => {
    expect(withoutPrivate(text)).toBe(text)
  },
)

it.each(['<', '<private ', '</private', `<${' '.repeat(99)}`, '<pri<private>', '&lt;private&gt;'])(
  'comes to an end with a million of %j',
  (piece) => {
    expect(withoutPrivate(piece.repeat(1_000_000 / piece.length)).length).toBeLessThanOrEqual(1_000_000)
  },
)
