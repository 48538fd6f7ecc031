import { isRecord, isScalar } from './scalar.ts'
import { printable } from './translate.ts'

type Row = Record<string, unknown>

/** The rows of an answer that is a table: its `data`, or the one list that it holds. */
export function rowsOf(answer: Row): readonly Row[] | undefined {
  const lists = Object.values(answer).filter(Array.isArray)
  const list: unknown = Array.isArray(answer.data) ? answer.data : lists.length === 1 ? lists[0] : undefined
  return Array.isArray(list) && list.every(isRecord) ? list : undefined
}

/** Rows as CSV beneath a header of all their keys; a value with parts of its own is JSON in its cell. No rows are no text. */
export async function renderCsv(rows: readonly Row[]): Promise<string> {
  const { stringify } = await import('csv-stringify/sync')
  const columns = [...new Set(rows.flatMap(Object.keys))]
  const lines = rows.map((row) => columns.map((key) => cellOf(row[key])))
  return columns.length === 0 ? '' : stringify([columns, ...lines])
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return isScalar(value) ? printable(String(value)) : JSON.stringify(value)
}
