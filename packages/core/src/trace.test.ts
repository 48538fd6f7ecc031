import { describe, expect, it } from 'vitest'
import { newTraceId, traceIdOf } from './trace.ts'

const id = '4bf92f3577b34da6a3ce929d0e0e4736'

describe('newTraceId()', () => {
  it('is new each time, in the form of W3C Trace Context', () => {
    const ids = Array.from({ length: 100 }, newTraceId)
    expect(new Set(ids).size).toBe(100)
    for (const made of ids) expect(traceIdOf(`00-${made}-00f067aa0ba902b7-01`)).toBe(made)
  })
})

describe('traceIdOf()', () => {
  it('is the second part of a traceparent', () => {
    expect(traceIdOf(`00-${id}-00f067aa0ba902b7-01`)).toBe(id)
  })

  it.each([
    undefined,
    7,
    '',
    id,
    `00-${id}-00f067aa0ba902b7`,
    `00-${id.toUpperCase()}-00f067aa0ba902b7-01`,
    `00-${id}-00f067aa0ba902b7-01\n`,
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
  ])('is none for %j', (header) => {
    expect(traceIdOf(header)).toBeUndefined()
  })
})
