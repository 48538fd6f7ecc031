import { describe, expect, it } from 'vitest'
import { readOptions, readWord } from './words.ts'

const options = { days: { type: 'string' }, force: { type: 'boolean' } } as const

describe('what was typed behind a command', () => {
  it('is read by its options; how to answer was read before', () => {
    expect({ ...readOptions(['--days', '3', '--force', '--json'], options) }).toMatchObject({ days: '3', force: true })
    expect(readWord(['it', '--force'], options)).toMatchObject({ word: 'it', values: { force: true } })
  })

  it('is refused with the option that was meant', () => {
    expect(() => readOptions(['--dayz', '3'], options)).toThrow(
      expect.objectContaining({ code: 'usage', message: "Unknown option '--dayz'", hints: ['Did you mean --days?'] }),
    )
    expect(() => readOptions(['--days'], options)).toThrow("Option '--days <value>' argument missing")
    expect(() => readOptions(['more'], options)).toThrow('more')
    expect(() => readWord(['one', 'two'], options)).toThrow('There is a word too many.')
  })
})
