import { createHash } from 'node:crypto'

type Values = Record<string, unknown>

/** Which of the wanted values differ from those of a row; what was not given is not wanted. */
export function differing(row: Values, wanted: Values): string[] {
  return Object.keys(wanted).filter((field) => wanted[field] !== undefined && wanted[field] !== row[field])
}

/** Values as the log keeps them: long texts by their length and digest only, since people may erase theirs. */
export function loggedValues(row: Values, fields: readonly string[], texts: readonly string[]): Values {
  return Object.fromEntries(fields.map((field) => [field, texts.includes(field) ? digest(String(row[field])) : row[field]]))
}

export function digest(text: string) {
  return { length: [...text].length, sha256: createHash('sha256').update(text).digest('hex') }
}
