import { describe, expect, it } from 'vitest'
import { LoopError, statusOfKind } from './error.ts'

describe('LoopError', () => {
  it('has the body that every face shows', () => {
    const error = new LoopError('conflict', 'Another agent has this task. Take the next with get_next_work.', {
      code: 'lease_lost',
      hints: ['Call get_next_work.'],
      details: { holder: 'a2' },
      cause: new Error('never shown'),
    })
    expect(JSON.parse(JSON.stringify(error))).toMatchInlineSnapshot(`
      {
        "error": {
          "code": "lease_lost",
          "details": {
            "holder": "a2",
          },
          "hints": [
            "Call get_next_work.",
          ],
          "kind": "conflict",
          "message": "Another agent has this task. Take the next with get_next_work.",
          "status": 409,
        },
      }
    `)
  })

  it('leaves out what it does not have, and takes the kind for the code', () => {
    expect(new LoopError('not_found', 'No such task.').toJSON()).toEqual({
      error: { status: 404, kind: 'not_found', code: 'not_found', message: 'No such task.' },
    })
  })

  it('has further members beside the fixed ones, which always win', () => {
    const data = { current_state: 'assigned', status: 200, kind: 'x', code: 'y', message: 'z', hints: ['h'], details: {} }
    const body = new LoopError('conflict', 'Taken.', { data }).toJSON()
    expect(body).toEqual({
      error: { status: 409, kind: 'conflict', code: 'conflict', message: 'Taken.', current_state: 'assigned' },
    })
    expect(Object.keys(body.error).slice(0, 4)).toEqual(['status', 'kind', 'code', 'message'])
  })

  it('has the status of its kind, unless a reference API has another', () => {
    expect(statusOfKind).toMatchInlineSnapshot(`
      {
        "conflict": 409,
        "forbidden": 403,
        "internal": 500,
        "invalid_input": 422,
        "not_found": 404,
        "rate_limited": 429,
        "unauthenticated": 401,
        "unavailable": 503,
      }
    `)
    expect(new LoopError('invalid_input', 'x', { status: 400 }).status).toBe(400)
  })

  it('keeps the cause for the log', () => {
    const cause = new Error('why')
    expect(new LoopError('internal', 'x', { cause }).cause).toBe(cause)
    expect('cause' in new LoopError('internal', 'x')).toBe(false)
  })

  it('is recognised across two copies of the library', async () => {
    const copy = './error.ts?copy'
    const other: typeof import('./error.ts') = await import(/* @vite-ignore */ copy)
    expect(other.LoopError).not.toBe(LoopError)
    expect(LoopError.is(new other.LoopError('conflict', 'x'))).toBe(true)
    expect(other.LoopError.is(new LoopError('conflict', 'x'))).toBe(true)
  })

  it.each([new Error('x'), { kind: 'conflict', code: 'conflict' }, 'LoopError', null, undefined])('is nothing else: %o', (value) => {
    expect(LoopError.is(value)).toBe(false)
  })
})
