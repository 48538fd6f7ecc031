import { expect, it } from 'vitest'
import { minute } from '../words.ts'
import { type Signal, stepOf } from './error-loop.ts'

/** Plays calls at these minutes, `!` for a success, and says what was noted at which. */
function played(...calls: readonly string[]): string[] {
  let known: Signal | undefined
  return calls.flatMap((call) => {
    const at = new Date(Date.UTC(2026, 0, 5) + Number.parseInt(call, 10) * minute).toISOString()
    const { next, note } = stepOf(known, { failed: !call.endsWith('!'), at })
    known = next
    return note ? [`${note} at ${call}`] : []
  })
}

it.each([
  ['two failures are nothing', ['0', '1'], []],
  ['three within half an hour are one struggle, and more are no other', ['0', '12', '30', '31', '50'], ['struggle at 30']],
  ['three in 31 minutes are none, but the last two count on', ['0', '20', '31', '40'], ['struggle at 40']],
  ['a pause of more than half an hour begins anew', ['0', '1', '32', '33'], []],
  ['a success between them begins anew', ['0', '1', '2!', '3', '4'], []],
  ['the success behind a struggle is a completion, once', ['0', '1', '2', '200!', '201!'], ['struggle at 2', 'completion at 200!']],
  ['and then it may begin again', ['0', '1', '2', '3!', '4', '5', '6'], ['struggle at 2', 'completion at 3!', 'struggle at 6']],
] as const)('%s', (_, calls, noted) => {
  expect(played(...calls)).toEqual(noted)
})
