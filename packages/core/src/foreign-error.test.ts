import { describe, expect, it } from 'vitest'
import { LoopError } from './error.ts'
import { recordingLog } from './fixtures/recording-log.ts'
import { toLoopError } from './foreign-error.ts'

describe('toLoopError()', () => {
  it('lets a refusal of ours through and writes no line', () => {
    const { log, lines } = recordingLog()
    const refusal = new LoopError('conflict', 'x')
    expect(toLoopError(refusal, log)).toBe(refusal)
    expect(lines).toEqual([])
  })

  it('takes the secrets out of a refusal and keeps the rest of it', () => {
    const { log } = recordingLog()
    const cause = new Error('why')
    const refusal = new LoopError('invalid_input', 'not hush!', {
      code: 'bad',
      status: 400,
      hints: ['hush!'],
      details: { at: 'hush!' },
      data: { near: 'hush!' },
      cause,
    })
    expect(toLoopError(refusal, log, ['hush!'])).toMatchObject({
      kind: 'invalid_input',
      message: 'not [secret]',
      code: 'bad',
      status: 400,
      hints: ['[secret]'],
      details: { at: '[secret]' },
      data: { near: '[secret]' },
      cause,
    })
    expect(toLoopError(new LoopError('conflict', 'x'), log, ['hush!']).toJSON().error).not.toHaveProperty('details')
  })

  it.each([
    ['an error', new Error('connect ECONNREFUSED 10.0.0.7'), 'connect ECONNREFUSED 10.0.0.7'],
    ['a text', 'connection lost', 'connection lost'],
    ['nothing', undefined, 'undefined'],
    ['an object without a form', Object.create(null), 'null prototype'],
    ['a symbol', Symbol('odd'), 'odd'],
  ])('makes %s internal: the caller gets an id, the log the words', (_, thrown, words) => {
    const { log, lines } = recordingLog()
    const error = toLoopError(thrown, log)
    expect(error.kind).toBe('internal')
    expect(error.cause).toBe(thrown)
    const { id } = error.details as { id: string }
    expect(JSON.stringify(error)).toBe(
      `{"error":{"status":500,"kind":"internal","code":"internal","message":"Something went wrong on our side. The log has it under ${id}.","details":{"id":"${id}"}}}`,
    )
    expect(lines).toMatchObject([{ level: 'error', id, error: { message: expect.stringContaining(words) } }])
  })

  it('writes the stack of an error to the log, without secrets', () => {
    const { log, lines } = recordingLog()
    toLoopError(new Error('insert of hush! failed'), log, ['hush!'])
    expect(lines).toMatchObject([
      { error: { message: 'insert of [secret] failed', stack: expect.stringContaining('foreign-error.test.ts') } },
    ])
    expect(JSON.stringify(lines)).not.toContain('hush!')
  })
})
