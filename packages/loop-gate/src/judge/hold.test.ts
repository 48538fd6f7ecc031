import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Held, type Hold, holdOrLetGo, type Refusal } from './hold.ts'

const start = Date.parse('2026-01-05T12:00:00.000Z')
const fresh: Held = { turnKey: null, blocks: 0, blockTimes: [], fingerprint: null, repeats: 0, lastEventAt: new Date(start).toISOString() }

function refusal(second: number, more: Partial<Refusal> = {}): Refusal {
  return { turn: 't1', active: undefined, fingerprint: `f${second}`, maxBlocks: 3, now: new Date(start + second * 1_000), ...more }
}

/** The outcomes of stops one after another. */
function play(...refusals: Refusal[]): string[] {
  let held = fresh
  return refusals.map((each) => {
    const hold = holdOrLetGo(held, each)
    held = hold.held
    return said(hold)
  })
}

function said(hold: Hold): string {
  return hold.kind === 'capped' ? hold.reason : `${hold.number}${hold.wayOut ? ' with the way out' : ''}`
}

describe('a stop that the judgement refuses', () => {
  it('is held back three times in a row while something changes, and then let go', () => {
    const stops = [1, 2, 3, 4, 5].map((second) => refusal(second))
    expect(play(...stops)).toEqual(['1', '2 with the way out', '3 with the way out', 'max_blocks', '1'])
  })

  it('is let go the third time that nothing was done', () => {
    const stops = [1, 2, 3, 4].map((second) => refusal(second, { fingerprint: 'same' }))
    expect(play(...stops)).toEqual(['1', '2 with the way out', 'no_progress', '1'])
  })

  it('counts anew with a new turn, unless the client goes on because of a hook', () => {
    expect(play(refusal(1), refusal(2, { turn: 't2' }))).toEqual(['1', '1'])
    expect(play(refusal(1), refusal(2, { turn: 't2', active: true }))).toEqual(['1', '2 with the way out'])
    expect(play(refusal(1), refusal(2, { turn: undefined }))).toEqual(['1', '2 with the way out'])
  })

  it('counts anew after half an hour of silence', () => {
    expect(play(refusal(1), refusal(1_800))).toEqual(['1', '2 with the way out'])
    expect(play(refusal(1), refusal(1_801))).toEqual(['1', '1'])
  })

  it('is held back at most 20 times in an hour, however many turns there are', () => {
    const stops = Array.from({ length: 22 }, (_, index) => refusal(index, { turn: `t${index}` }))
    expect(play(...stops).slice(-3)).toEqual(['1', 'too_many_in_an_hour', 'too_many_in_an_hour'])
    expect(play(...stops, refusal(3_700, { turn: 'later' })).at(-1)).toBe('1')
  })

  it('never holds more often in a row than the policy says, whatever clients say', () => {
    const anyRefusal = fc.record({
      second: fc.integer({ min: 0, max: 900 }),
      turn: fc.constantFrom(undefined, 'a', 'b'),
      active: fc.constantFrom(undefined, true, false),
      fingerprint: fc.constantFrom('x', 'y'),
    })
    fc.assert(
      fc.property(fc.array(anyRefusal, { maxLength: 40 }), fc.integer({ min: 1, max: 7 }), (given, maxBlocks) => {
        let held = fresh
        let inARow = 0
        let now = 0
        for (const { second, ...more } of given) {
          now += second
          const opens = second >= 1_800 || (more.turn !== undefined && more.turn !== held.turnKey && more.active !== true)
          const hold = holdOrLetGo(held, refusal(now, { ...more, maxBlocks }))
          inARow = hold.kind === 'capped' ? 0 : opens ? 1 : inARow + 1
          expect(inARow).toBeLessThanOrEqual(maxBlocks)
          held = hold.held
        }
      }),
    )
  })
})
