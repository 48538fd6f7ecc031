import { expect, it } from 'vitest'
import { newIdOf } from './new-id.ts'

const many = (ids: 'uuid' | 'ulid') => Array.from({ length: 100_000 }, () => newIdOf({ ids }))

it.each([
  ['ulid', /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/],
  ['uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
] as const)('100,000 ids of the format %s are all of it, all different, and in the order in which they were made', (format, pattern) => {
  const ids = many(format)
  expect(ids.filter((id) => !pattern.test(id))).toEqual([])
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.toSorted()).toEqual(ids)
})

it('is a UUID where a module does not say', () => {
  expect(newIdOf({})).toMatch(/^[0-9a-f-]{36}$/)
})
