import { describe, expect, it } from 'vitest'
import { availableAt, type Choosable, chooseCard } from './choose.ts'

const now = '2026-01-05T12:00:00.000Z'
const card = (spot_id: string, more: Partial<Choosable> = {}): Choosable => ({
  spot_id,
  due: '2026-01-05T00:00:00.000Z',
  snoozed_until: null,
  paused_until: null,
  spot_state: 'active',
  severity: 'low',
  confidence: 0.5,
  ...more,
})
const chosen = (cards: readonly Choosable[], asked = false) => chooseCard(cards, now, asked)?.spot_id

describe('whose turn it is', () => {
  it('goes by relapse, severity, confidence, waiting and name, in this order', () => {
    const byRank = [
      card('f', { spot_state: 'relapsed' }),
      card('e', { severity: 'high' }),
      card('d', { severity: 'medium', confidence: 0.1 }),
      card('c', { confidence: 0.6 }),
      card('b2', { due: '2026-01-04T00:00:00.000Z' }),
      card('a1'),
      card('a2'),
    ]
    for (let first = 0; first < byRank.length; first++) {
      expect(chosen(byRank.slice(first).toReversed())).toBe(byRank[first]!.spot_id)
    }
  })

  it('is nobody who is snoozed, paused or not due, unless the person asks', () => {
    const cards = [
      card('snoozed', { snoozed_until: '2026-01-05T12:00:00.001Z' }),
      card('paused', { paused_until: '2026-02-01T00:00:00.000Z' }),
      card('later', { due: '2026-01-06T00:00:00.000Z', severity: 'high' }),
    ]
    expect(chosen(cards)).toBeUndefined()
    expect(chosen(cards, true)).toBe('snoozed')
    expect(chosen([...cards, card('due')], true)).toBe('due')
    expect(availableAt(cards[1]!)).toBe('2026-02-01T00:00:00.000Z')
  })
})
