import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createOutputTail, runProcess } from './index.ts'

const seed = Date.now()

test('a short output is kept whole', () => {
  const tail = createOutputTail(10)
  tail.add(Buffer.from('hello'))
  expect(tail.summary()).toMatchObject({ outputBytes: 5, outputTail: 'hello', truncated: false })
})

test('a tail of no bytes still counts and hashes', () => {
  const tail = createOutputTail(0)
  tail.add(Buffer.from('hello'))
  const outputSha256 = createHash('sha256').update('hello').digest('hex')
  expect(tail.summary()).toEqual({ outputBytes: 5, outputSha256, outputTail: '', truncated: true })
})

test('a tail begins with a whole character', () => {
  const tail = createOutputTail(5)
  tail.add(Buffer.from('über 🦊!'))
  expect(tail.summary().outputTail).toBe('🦊!')
  const shorter = createOutputTail(4)
  shorter.add(Buffer.from('über 🦊!'))
  expect(shorter.summary().outputTail).toBe('!')
})

test(`the summary is that of the whole, however it was cut in pieces (seed ${seed})`, () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.nat(30), (pieces, maxBytes) => {
      const tail = createOutputTail(maxBytes)
      for (const piece of pieces) tail.add(Buffer.from(piece))
      const whole = Buffer.from(pieces.join(''))
      const { outputBytes, outputSha256, outputTail, truncated } = tail.summary()
      expect(outputBytes).toBe(Buffer.concat(pieces.map((piece) => Buffer.from(piece))).length)
      expect(truncated).toBe(outputBytes > maxBytes)
      expect(whole.toString().endsWith(outputTail)).toBe(true)
      expect(outputSha256).toBe(createHash('sha256').update(whole).digest('hex'))
      expect(Buffer.byteLength(outputTail)).toBeGreaterThan(Math.min(maxBytes, outputBytes) - 4)
    }),
    { seed },
  )
})

test('a child that writes 1 GiB is counted whole and held in bounded memory', async () => {
  const mebibyte = 1024 * 1024
  const before = process.memoryUsage.rss()
  let most = before
  const script = `const piece = Buffer.alloc(${mebibyte}, "x"); for (let count = 0; count < 1024; count++) require("fs").writeSync(1, piece)`
  const result = await runProcess({
    command: [process.execPath, '-e', writeFully(script)],
    cwd: tmpdir(),
    timeoutMs: 600_000,
    maxOutputBytes: 4_000,
    onOutput: () => {
      most = Math.max(most, process.memoryUsage.rss())
    },
  })
  expect(result).toMatchObject({
    outcome: 'exited',
    exitCode: 0,
    outputBytes: 1024 * mebibyte,
    outputTail: 'x'.repeat(4_000),
    truncated: true,
  })
  expect(most - before).toBeLessThan(400 * mebibyte)
}, 600_000)

/** Pipes of Node are not always blocking: a short write is repeated by the caller. */
function writeFully(script: string): string {
  return `const { writeSync } = require("fs"); require("fs").writeSync = (to, piece) => { for (let at = 0; at < piece.length; ) { try { at += writeSync(to, piece, at) } catch (error) { if (error.code !== "EAGAIN") throw error } } }; ${script}`
}
