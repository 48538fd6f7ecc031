import { afterEach, describe, expect, it, vi } from 'vitest'
import { newIdOf, newUuid } from './new-id.ts'

afterEach(() => vi.useRealTimers())

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

describe('a UUID', () => {
  it('sorts behind those before it, within a millisecond and with a clock that is set back', () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const ids = [1, -3_600_000, 3_600_001].flatMap((step) => {
      vi.setSystemTime(Date.now() + step)
      return Array.from({ length: 1000 }, newUuid)
    })
    expect(ids).toEqual(ids.toSorted())
    expect(new Set(ids)).toHaveLength(3000)
  })

  it('ends in random digits of its own', () => {
    const ends = Array.from({ length: 1000 }, () => newUuid().slice(-12))
    expect(new Set(ends)).toHaveLength(1000)
  })

  it('begins with the time', () => {
    vi.useFakeTimers({ now: Date.UTC(2100, 0), toFake: ['Date'] })
    expect(newUuid().slice(0, 13).replace('-', '')).toBe(Date.UTC(2100, 0).toString(16).padStart(12, '0'))
  })
})
