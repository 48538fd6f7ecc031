import { describe, expect, it } from 'vitest'
import { day, hour } from '../words.ts'
import { detect, later, overAt, type Sign } from './detector.ts'
import { lateStruggle, longSessions } from './long-sessions.ts'
import { noFinish } from './no-finish.ts'

const now = '2026-03-01T12:00:00.000Z'
const ago = (days: number): Sign => ({ id: `${days}`, session_id: `day ${days}`, observed_at: later(now, -days * day) })

describe('no_finish', () => {
  /** Sessions so many days ago, those that held a completion marked, and completions since. */
  function rows(sessions: readonly string[], completions: readonly number[] = []) {
    return {
      sessions: sessions.map((text) => ({ ...ago(Number.parseFloat(text)), finished: text.endsWith('!') })),
      completions: completions.map((days) => ({ ...ago(days), kind: 'completion' as const, outcome: null })),
    }
  }

  it.each([
    [['5', '4', '3', '2'], false],
    [['5', '4', '3', '2', '1'], true],
    [['60', '4', '3', '2', '1'], true],
    [['61', '4', '3', '2', '1'], false],
    [['5', '4', '3!', '2', '1'], false],
    [['6!', '5', '4', '3', '2', '1'], true],
    [['6', '5', '4', '3', '2', '1!'], false],
  ])('says of sessions %j ago: %j', (sessions, found) => {
    expect(detect(noFinish, rows(sessions), now) !== null).toBe(found)
  })

  it('ends with two completions', () => {
    const sessions = ['6', '5', '4', '3', '2']
    expect(overAt(noFinish, rows(sessions, [3, 1]), now)).toBeUndefined()
    expect(overAt(noFinish, rows(sessions, [1, 0.5]), now)).toEqual({ at: ago(0.5).observed_at, since: ago(0.5).observed_at })
  })
})

describe('long_sessions', () => {
  it.each([
    [[3, 2, 1], false],
    [[4, 3, 2, 1], true],
    [[14, 3, 2, 1], true],
    [[15, 3, 2, 1], false],
  ])('says of sessions %j days ago: %j', (days, found) => {
    expect(detect(longSessions, days.map(ago), now) !== null).toBe(found)
  })

  it('ends after 14 days without', () => {
    expect(overAt(longSessions, [17, 16, 15, 14].map(ago), now)).toBeDefined()
    expect(overAt(longSessions, [17, 16, 15, 13].map(ago), now)).toBeUndefined()
  })

  it.each([
    ['half of its struggles late', 4, [1, 3], 3],
    ['more than half before', 4, [0, 1, 3], undefined],
    ['exactly three hours', 3, [2.5], undefined],
    ['no struggle', 4, [], undefined],
    ['a struggle where the last third begins', 6, [4], 4],
  ])('looks at a session with %s', (_, hours, struggles, last) => {
    const at = (passed: number) => ({ id: `${passed}`, session_id: 's', observed_at: later(now, passed * hour) })
    const session = { started_at: now, ended_at: later(now, hours * hour), struggles: struggles.map(at) }
    expect(lateStruggle(session)?.id).toBe(last?.toString())
  })
})
