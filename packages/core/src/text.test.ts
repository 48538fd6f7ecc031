import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { text, time } from './text.ts'

const problems = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues.map(({ message }) => message) ?? []

describe('text()', () => {
  it('counts code points, so that an emoji is one', () => {
    expect(problems(text(3), '👍👍👍')).toEqual([])
    expect(problems(text(3), '👍👍👍👍')).toEqual(['must have at most 3 characters'])
    expect(problems(text(9, 2), '👍')).toEqual(['must have at least 2 characters'])
    expect(problems(text(9, 2), '👍👍')).toEqual([])
  })

  it('makes lone surrogates well-formed and leaves pairs alone', () => {
    expect(text(9).parse('a\ud83db\udc4d')).toBe('a\ufffdb\ufffd')
    expect(text(9).parse('👍')).toBe('👍')
  })

  it('refuses a NUL character anywhere', () => {
    for (const value of ['\0', 'a\0', 'a\0b']) expect(problems(text(9), value)).toEqual(['must not contain a NUL character'])
  })

  it('says its bounds in the JSON Schema', () => {
    expect(z.toJSONSchema(text(9))).toMatchObject({ type: 'string', maxLength: 9 })
    expect(z.toJSONSchema(text(9))).not.toHaveProperty('minLength')
    expect(z.toJSONSchema(text(9, 2).describe('d').optional())).toMatchObject({
      type: 'string',
      minLength: 2,
      maxLength: 9,
      description: 'd',
    })
  })

  it('refuses what is no text', () => {
    expect(problems(text(9), 7)).toEqual(['Invalid input: expected string, received number'])
  })

  it('accepts exactly the texts whose code points are within bounds, and gives them well-formed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), fc.nat(6), fc.nat(6), (value, min, more) => {
        const max = min + more
        const length = [...value].length
        const result = text(max, min).safeParse(value)
        expect(result.success).toBe(length >= min && length <= max && !value.includes('\0'))
        if (result.success) expect(result.data).toBe(value.toWellFormed())
      }),
    )
  })
})

describe('time()', () => {
  it('is a date-time to readers of the schema', () => {
    expect(z.toJSONSchema(time())).toMatchObject({ type: 'string', format: 'date-time', maxLength: 40 })
  })
})
