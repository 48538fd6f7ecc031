import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { mask, secret, secretsIn } from './secret.ts'

describe('secret()', () => {
  it('says in the JSON Schema that clients should hide the value', () => {
    expect(z.toJSONSchema(secret(z.string().describe('Your key')))).toMatchObject({
      type: 'string',
      format: 'password',
      description: 'Your key',
    })
  })
})

describe('secretsIn()', () => {
  const word = secret(z.string())
  it.each([
    ['an object', z.object({ at: word }), { at: 'hush!' }],
    ['an optional field', z.object({ at: word.optional() }), { at: 'hush!' }],
    ['a nullable field with a default', z.object({ at: word.nullable().default('x') }), { at: 'hush!' }],
    ['a described field', z.object({ at: word.describe('d').min(1) }), { at: 'hush!' }],
    ['a list of objects', z.object({ at: z.array(z.object({ in: word })) }), { at: [{ in: 'hush!' }] }],
    ['a map', z.object({ at: z.record(z.string(), word) }), { at: { a: 'hush!' } }],
    ['an alternative', z.object({ at: z.union([z.number(), z.object({ in: word })]) }), { at: { in: 'hush!' } }],
    ['a changed text', z.object({ at: word.transform((value) => value.trim()) }), { at: 'hush!' }],
    ['a whole object', z.object({ at: secret(z.object({ a: z.string(), b: z.array(z.string()) })) }), { at: { a: 'a', b: ['hush!'] } }],
    ['a later schema', z.object({ at: z.lazy(() => word) }), { at: 'hush!' }],
    ['both halves', z.intersection(z.object({ a: z.string() }), z.object({ at: word })), { a: 'seen!', at: 'hush!' }],
  ])('finds what is marked in %s', (_, schema, value) => {
    expect(secretsIn(schema, value)).toEqual(['hush!'])
  })

  it('leaves alone what is not marked, what is not there and what is too short to hide', () => {
    const schema = z.object({ open: z.string(), pin: secret(z.string()).optional(), short: secret(z.string()) })
    expect(secretsIn(schema, { open: 'seen', short: 'abc' })).toEqual([])
    expect(secretsIn(schema, 'no object at all')).toEqual([])
  })
})

describe('mask()', () => {
  it('replaces a secret in texts and names, however deep, and nothing else', () => {
    const value = { count: 7, list: ['my hush!', null], 'hush!': { at: new Date(0) } }
    expect(mask(value, ['hush!'])).toEqual({ count: 7, list: ['my [secret]', null], '[secret]': { at: '1970-01-01T00:00:00.000Z' } })
    expect(mask('hush! hush!', ['hush!'])).toBe('[secret] [secret]')
    expect(mask(undefined, ['hush!'])).toBeUndefined()
  })

  it('hides all of a secret that begins with another one', () => {
    expect(mask('abcdefgh', ['abcd', 'abcdefgh'])).toBe('[secret]')
  })

  it('keeps numbers and the form of the value, whatever the secret looks like', () => {
    expect(mask({ port: 12345, on: true, inner: { a: { b: {} } } }, ['1234', 'true', '}}}}'])).toEqual({
      port: 12345,
      on: true,
      inner: { a: { b: {} } },
    })
  })

  it('keeps what an error says, without the secret', () => {
    expect(mask({ error: new Error('hush! failed') }, ['hush!'])).toMatchObject({ error: { message: '[secret] failed' } })
  })

  it('leaves no secret in any value that JSON can hold', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, unit: 'binary' }), fc.jsonValue(), (hidden, value) => {
        const masked = mask({ value, text: `before ${hidden} after`, list: [hidden], [hidden]: 1 }, [hidden])
        const texts: string[] = []
        JSON.stringify(masked, (name, inner) => {
          texts.push(name, ...(typeof inner === 'string' ? [inner] : []))
          return inner
        })
        return texts.every((text) => !text.replaceAll('[secret]', '').includes(hidden))
      }),
    )
  })
})
