import { describe, expect, it } from 'vitest'
import { hashToken, keyTag, newToken, prefixOf, tagOf } from './token.ts'

describe('a token', () => {
  const token = newToken('local')

  it('is new each time, 43 characters that a URL can hold', () => {
    expect(token).toMatch(/^lc_[\w-]{40}$/)
    expect(newToken('local')).not.toBe(token)
  })

  it('leads to its tenant by its end', () => {
    expect(tagOf(token)).toBe(keyTag('local'))
    expect(tagOf(newToken('other'))).not.toBe(keyTag('local'))
  })

  it('is kept as a hash that does not hold it', () => {
    expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/)
    expect(hashToken(token)).toBe(hashToken(token))
    expect(hashToken(newToken('local'))).not.toBe(hashToken(token))
  })

  it('is told apart by its first characters', () => {
    expect(prefixOf(token)).toBe(token.slice(0, 11))
  })

  it.each([
    '',
    'lc_',
    token.slice(0, -1),
    `${token}a`,
    ` ${token}`,
    `${token}\n`,
    token.replace('lc_', 'lk_'),
    token.replace(/.$/, '!'),
    'Bearer x',
  ])('is not the text %j', (text) => {
    expect(tagOf(text)).toBeUndefined()
  })
})
