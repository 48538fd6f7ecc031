import { complain } from './ledger.ts'
import { type Place, textOf } from './text.ts'

const pattern = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?$/i

/** An instant in UTC; a time without an offset is taken as UTC, for these tools write UTC. */
export function instantFrom(value: unknown, field: string, place: Place): string | undefined {
  const text = textOf(value, field, place).trim()
  return text === '' ? undefined : (parseInstant(text) ?? badDate(text, field, place))
}

/** A day of the calendar; of an instant, its day in UTC. */
export function dayFrom(value: unknown, field: string, place: Place): string | undefined {
  const text = textOf(value, field, place).trim()
  return text === '' ? undefined : (parseInstant(text)?.slice(0, 10) ?? badDate(text, field, place))
}

function parseInstant(text: string): string | undefined {
  if (!pattern.test(text) || !isDay(text.slice(0, 10))) return undefined
  const time = new Date(withOffset(text))
  return Number.isNaN(time.getTime()) || !/^\d/.test(time.toISOString()) ? undefined : time.toISOString()
}

/** `Date` rolls the 30th of February over to March. */
function isDay(day: string): boolean {
  const time = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day)
}

function withOffset(text: string): string {
  if (text.length === 10) return `${text}T00:00:00Z`
  const joined = `${text.slice(0, 10)}T${text.slice(11).replace(' ', '')}`
  return /(?:Z|[+-]\d{2}:?\d{2})$/i.test(joined) ? joined : `${joined}Z`
}

function badDate(text: string, field: string, { ledger, where }: Place): undefined {
  return complain(ledger, where, 'bad_date', `${field} "${text.slice(0, 40)}" is no date; it was left out.`)
}
