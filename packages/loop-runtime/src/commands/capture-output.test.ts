import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { captureOutput } from './capture-output.ts'

const limits = { keptBytes: 20, tailCharacters: 5 }
const secrets = [{ name: 'A_KEY', value: 'abcdefghij' }]

function captured(text: string, more: Partial<typeof limits> = {}) {
  const capture = captureOutput({ ...limits, ...more }, secrets)
  capture.add(Buffer.from(text), 'stdout')
  return capture.output('stdout')
}

it('the tail is the end of what is kept, and what is kept has a hash', () => {
  const sha256 = createHash('sha256').update('0123456789').digest('hex')
  expect(captured('0123456789')).toEqual({ tail: '56789', full: '0123456789', sha256, bytes: 10, truncated: false })
})

it('a tail begins with a whole character', () => {
  expect(captured('ab🦊cdef').tail).toBe('cdef')
  expect(captured('ab🦊cde').tail).toBe('🦊cde')
})

it('of more than is kept there is the end', () => {
  expect(captured(`${'x'.repeat(100)}end`)).toMatchObject({ full: `${'x'.repeat(17)}end`, bytes: 103, truncated: true })
})

it('what is masked or unreadable may grow, what is kept may not', () => {
  expect(captured('abcdefghij'.repeat(2))).toMatchObject({ full: '[redacted:A_KEY]'.repeat(2).slice(-20), truncated: true })
  const capture = captureOutput(limits, [])
  capture.add(Buffer.alloc(20, 0xff), 'stderr')
  expect(Buffer.byteLength(capture.output('stderr').full)).toBeLessThanOrEqual(20)
})

it('of a secret whose beginning was cut off nothing is left', () => {
  expect(captured('abcdefghij 12345678901234567').full).toBe(' 12345678901234567')
})

it('colours are taken out before secrets are looked for', () => {
  expect(captured('\u001b[31mabcde\u001b[0mfghij', { keptBytes: 100 }).full).toBe('[redacted:A_KEY]')
})

it('the last line is whole, of either stream, and short', () => {
  const capture = captureOutput(limits, secrets)
  expect(capture.lastLine()).toBe('')
  capture.add(Buffer.from('one\r\n'), 'stdout')
  capture.add(Buffer.from('  two abcdefghij\n\n'), 'stderr')
  capture.add(Buffer.from('thr'), 'stdout')
  expect(capture.lastLine()).toBe('two [redacted:A_KEY]')
  capture.add(Buffer.from(`${'x'.repeat(3_000)}\n`), 'stdout')
  expect(capture.lastLine()).toHaveLength(200)
})
