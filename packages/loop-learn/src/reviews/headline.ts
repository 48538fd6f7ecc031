import { many } from '../trajectory/trajectory.ts'
import type { ReviewDocument } from './document.ts'

/** A week in one line, by its numbers alone. */
export function headlineOf({ sessions, counts, blind_spots }: ReviewDocument): string {
  const hours = Math.round(sessions.minutes / 6) / 10
  const did = [
    many(sessions.count, 'session'),
    many(hours, 'hour'),
    many(counts.completions, 'completion'),
    many(counts.struggles, 'struggle'),
  ]
  const moves = [
    [blind_spots.new.length, 'new'],
    [blind_spots.resolved.length, 'resolved'],
    [blind_spots.relapsed.length, 'relapsed'],
  ] as const
  const spots = moves.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`)
  return `${did.join(', ')}${spots.length > 0 ? `; blind spots: ${spots.join(', ')}` : ''}.`
}
