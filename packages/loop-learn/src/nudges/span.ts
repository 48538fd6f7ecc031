import { day } from '../words.ts'

/** How long something went on, in words that fit into a sentence: `5 days`. */
export function spanOf(from: string, to: string): string {
  const days = Math.max(1, Math.ceil((Date.parse(to) - Date.parse(from)) / day))
  if (days < 14) return many(days, 'day')
  return days < 70 ? many(Math.round(days / 7), 'week') : many(Math.round(days / 30), 'month')
}

function many(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
