import { cellOf, isRecord, isScalar, type Scalar } from './scalar.ts'
import { renderTable } from './table.ts'

/** An answer as a person reads it: `key  value` lines, and a table for each list of objects. */
export function render(answer: Record<string, unknown>): string {
  const [only, ...others] = Object.entries(answer)
  if (only === undefined) return 'ok'
  // `{ task: { … } }` is a task: its name is in the command already.
  return others.length === 0 && isRecord(only[1]) ? render(only[1]) : block(answer)
}

function block(record: Record<string, unknown>): string {
  const entries = Object.entries(record)
  const width = Math.max(...entries.filter(([, value]) => isScalar(value)).map(([key]) => key.length), 0)
  return entries.map(([key, value]) => (isScalar(value) ? line(key, value, width) : section(key, value))).join('\n')
}

/** Text of several lines goes below its key. */
function line(key: string, value: Scalar, width: number): string {
  const text = cellOf(value)
  return text.includes('\n') ? `${key}:\n${indent(text)}` : `${key.padEnd(width)}  ${text}`
}

function section(key: string, value: unknown): string {
  if (Array.isArray(value)) return list(key, value)
  const inner = isRecord(value) ? Object.keys(value).length : 0
  return inner === 0 ? `${key}: none` : `${key}:\n${indent(block(value as Record<string, unknown>))}`
}

function list(key: string, items: readonly unknown[]): string {
  if (items.length === 0) return `${key}: none`
  if (items.every(isRecord)) return `${key} (${items.length}):\n${indent(renderTable(items))}`
  return `${key}:\n${indent(items.map((item) => `- ${cellOf(item)}`).join('\n'))}`
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ')
}
