import { describe, expect, test } from 'vitest'
import { LoopError } from '../error.ts'
import { inOwnWords, speaking, translated } from './own-words.ts'

const words = { variables: { SHELF_SERVER: 'LOOP_SERVER', SHELF_KEY: 'LOOP_KEY' }, keyHint: 'Ask the librarian.' }

describe("a server's own words", () => {
  test('stand for the variables of all servers, and an empty one for nothing', () => {
    const given = { SHELF_SERVER: 'http://one', SHELF_KEY: '', LOOP_KEY: 'two', LOOP_SERVER: 'http://three' }
    expect(translated(given, words)).toEqual({ ...given, LOOP_SERVER: 'http://one' })
    expect(translated(given, {})).toEqual(given)
  })

  test('name the variables of a refusal, and only those', () => {
    const error = new LoopError('unavailable', 'Check LOOP_SERVER.', {
      code: 'gone',
      status: 599,
      hints: ['Set LOOP_KEY or LOOP_KEY_USER.'],
    })
    expect(inOwnWords(error, words)).toMatchObject({
      kind: 'unavailable',
      code: 'gone',
      status: 599,
      message: 'Check SHELF_SERVER.',
      hints: ['Set SHELF_KEY or LOOP_KEY_USER.'],
    })
  })

  test('tell whoever has no key what else helps', async () => {
    const refuse = async () => {
      throw new LoopError('unauthenticated', 'No.', { hints: ['Set LOOP_KEY.'] })
    }
    const caller = speaking({ call: refuse, allowed: async () => undefined, close: async () => {} }, words)
    await expect(caller.call('x', {})).rejects.toMatchObject({ hints: ['Set SHELF_KEY.', 'Ask the librarian.'] })
  })
})
