import { complain, type Ledger } from './ledger.ts'

const titleLimit = 500
const bodyLimit = 65_536
const commentLimit = 16_384
const nameLimit = 200

/** Where a text stands, and where to note what is wrong with it. */
export interface Place {
  ledger: Ledger
  where: string
}

/** Text or a number as text; anything else is a problem, and nothing. */
export function textOf(value: unknown, field: string, { ledger, where }: Place): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (value !== undefined && value !== null) complain(ledger, where, 'wrong_type', `${field} is no text; it was left out.`)
  return ''
}

export function titleFrom(value: string, id: string, place: Place): string {
  const title = cut(oneLine(sound(value, 'title', place)), titleLimit, { ...place, field: 'title' }).trimEnd()
  if (title) return title
  complain(place.ledger, place.where, 'no_title', 'The title is empty; the id stands in for it.')
  return `Untitled ${[...oneLine(sound(id, 'id', place))].slice(0, 100).join('')}`
}

export function bodyFrom(value: string, place: Place): string {
  return cut(sound(value, 'body', place), bodyLimit, { ...place, field: 'body' })
}

export function commentFrom(value: string, place: Place): string {
  return cut(sound(value, 'comment', place), commentLimit, { ...place, field: 'comment' })
}

export function nameFrom(value: string, place: Place): string {
  return cut(oneLine(sound(value, 'name', place)), nameLimit, { ...place, field: 'name' }).trimEnd()
}

function oneLine(value: string): string {
  return value.replaceAll(/\s+/g, ' ').trim()
}

/** Well-formed Unicode without NUL: PostgreSQL stores neither. */
function sound(value: string, field: string, { ledger, where }: Place): string {
  const text = value.toWellFormed().replaceAll('\0', '\ufffd')
  if (text !== value) complain(ledger, where, 'bad_text', `${field} has characters that are no text; they were replaced.`)
  return text
}

function cut(value: string, limit: number, { ledger, where, field }: Place & { field: string }): string {
  if (value.length <= limit) return value
  const end = endOf(value, limit)
  if (end === value.length) return value
  complain(ledger, where, 'too_long', `${field} is longer than ${limit} characters; it was cut, the whole text stays in the source record.`)
  return value.slice(0, end)
}

/** Where the code point number `limit` ends. */
function endOf(value: string, limit: number): number {
  let end = 0
  for (let count = 0; count < limit && end < value.length; count++) end += value.codePointAt(end)! > 0xffff ? 2 : 1
  return end
}
