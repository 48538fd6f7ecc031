import type { CardRow } from '../storage/nudge-tables.ts'
import { type Severity, type SpotState, severities } from '../words.ts'

/** What decides whose turn it is. */
export interface Choosable extends Pick<CardRow, 'spot_id' | 'due' | 'snoozed_until' | 'paused_until'> {
  spot_state: SpotState
  severity: Severity
  confidence: number
}

/** From when on a blind spot may be spoken of. */
export function availableAt({ due, snoozed_until, paused_until }: Pick<Choosable, 'due' | 'snoozed_until' | 'paused_until'>): string {
  return [due, snoozed_until ?? '', paused_until ?? ''].toSorted().at(-1)!
}

/** The most pressing of those that are due; where none is, the soonest for who asks. */
export function chooseCard<Card extends Choosable>(cards: readonly Card[], at: string, asked: boolean): Card | undefined {
  const due = cards.filter((card) => availableAt(card) <= at)
  if (due.length > 0 || !asked) return due.toSorted(byPressure)[0]
  return soonest(cards)
}

/** The one that may be spoken of first. */
export function soonest<Card extends Choosable>(cards: readonly Card[]): Card | undefined {
  return cards.toSorted((one, other) => availableAt(one).localeCompare(availableAt(other)) || byPressure(one, other))[0]
}

/** What came back first, then by severity and confidence, then what waits longest. */
function byPressure(one: Choosable, other: Choosable): number {
  return (
    Number(other.spot_state === 'relapsed') - Number(one.spot_state === 'relapsed') ||
    severities.indexOf(other.severity) - severities.indexOf(one.severity) ||
    other.confidence - one.confidence ||
    one.due.localeCompare(other.due) ||
    one.spot_id.localeCompare(other.spot_id)
  )
}
