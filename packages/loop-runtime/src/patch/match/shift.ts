import { indentOf } from './levels.ts'

/** Gives a line the indent of the place where it goes. */
export type Shift = (text: string) => string

/** How lines must be shifted to stand where others stand; undefined where that is not one shift for all of them. */
export function shiftBetween(from: readonly string[], to: readonly string[], more: readonly string[]): Shift | undefined {
  const [old, there] = [commonIndent(from), commonIndent(to)]
  if (from.some((text, index) => text !== '' && text.slice(old.length) !== to[index]!.slice(there.length))) return undefined
  if (old === there) return (text) => text
  const shift = (text: string) => (indentOf(text) === text ? text : shifted(text, old, there))
  return more.every((text) => shift(text) !== undefined) ? (text) => shift(text)! : undefined
}

function shifted(text: string, old: string, there: string): string | undefined {
  if (text.startsWith(old)) return there + text.slice(old.length)
  if (there.endsWith(old)) return there.slice(0, there.length - old.length) + text
  const surplus = old.endsWith(there) ? old.slice(0, old.length - there.length) : undefined
  return surplus !== undefined && text.startsWith(surplus) ? text.slice(surplus.length) : undefined
}

function commonIndent(lines: readonly string[]): string {
  const indents = lines.filter((text) => text !== '').map(indentOf)
  let common = indents[0] ?? ''
  for (const indent of indents) while (!indent.startsWith(common)) common = common.slice(0, -1)
  return common
}
