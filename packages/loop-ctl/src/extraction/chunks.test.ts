import { expect, it } from 'vitest'
import { chunksOf } from './chunks.ts'

const bounds = { whole: 100, chunk: 8 }

it('a text is cut into pieces that hold no half character, and that are the text together', () => {
  const text = 'aéb🙂cdefg🙂🙂é'
  const chunks = chunksOf(text, bounds)
  expect(chunks).toEqual(['aéb🙂', 'cdefg', '🙂🙂', 'é'])
  for (const one of chunks) expect(Buffer.byteLength(one)).toBeLessThanOrEqual(8)
  expect(chunks.join('')).toBe(text)
})

it('what fits stays whole, what says nothing is left out, and so is what lies beyond the whole', () => {
  expect(chunksOf('short', bounds)).toEqual(['short'])
  expect(chunksOf('', bounds)).toEqual([])
  expect(chunksOf(`${' '.repeat(8)}x`, bounds)).toEqual(['x'])
  expect(chunksOf('🙂'.repeat(30), { whole: 18, chunk: 8 })).toEqual(['🙂🙂', '🙂🙂'])
})
