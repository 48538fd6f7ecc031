import { type Node, type ParseError, parseTree, printParseErrorCode, visit } from 'jsonc-parser'
import { refused } from './refused.ts'

/** A JSON file of a person, edited where something is added or taken away and nowhere else, so that taking away restores every byte. */

/** Throws where a client could not read it either. A byte order mark is not part of it. */
export function parseObject(text: string, path: string): Node {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { allowTrailingComma: true })
  const [error] = errors
  if (error !== undefined) {
    throw refused('file_not_json', `${path} is no JSON at line ${lineOf(text, error.offset)}: ${printParseErrorCode(error.error)}.`)
  }
  if (root?.type !== 'object') throw refused('file_not_json', `${path} must hold one JSON object, at line 1.`)
  return root
}

export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** The value beneath a key, or undefined. A key that stands there twice means its last value, as for every reader. */
export function valueAt(object: Node, key: string): Node | undefined {
  return object.children?.findLast((property) => property.children?.[0]?.value === key)?.children?.[1]
}

/** Adds a value behind the last one of a list, or of an object beneath this key. */
export function append(text: string, container: Node, value: unknown, key?: string): string {
  const last = container.children?.at(-1)
  const item = (indentation: string) => itemOf(text, { key, value, indentation })
  const outer = indentationAt(text, container.offset)
  // On the line of the bracket: so it is known afterwards that the brackets were there before.
  if (last === undefined) return splice(text, container.offset + 1, 0, item(outer + unitOf(text)).trimStart())
  const added = item(startsLine(text, last.offset) ? indentationAt(text, last.offset) : outer + unitOf(text))
  const { comma, end } = behind(text, last, container)
  if (comma !== undefined) return splice(text, end, 0, `${added},`)
  return splice(splice(text, end, 0, added), endOf(last), 0, ',')
}

/**
 * Takes a value away, and the lists and objects that were made for it alone.
 *
 * Undefined means that nothing is left: the whole file was made for it.
 */
export function remove(text: string, node: Node): string | undefined {
  const container = node.parent
  if (container === undefined) return undefined
  if (container.type === 'property') return remove(text, container)
  const madeForIt = container.children?.length === 1 && /\n/.test(text.slice(container.offset, node.offset))
  return madeForIt ? remove(text, container) : cut(text, node, container)
}

function cut(text: string, node: Node, container: Node): string {
  const siblings = container.children ?? []
  const before = siblings[siblings.indexOf(node) - 1]
  const start = text.slice(0, node.offset).trimEnd().length
  const { comma } = behind(text, node, container)
  if (comma !== undefined) return splice(text, start, comma + 1 - start)
  const shorter = splice(text, start, endOf(node) - start)
  const separator = before && behind(text, before, container).comma
  return separator === undefined ? shorter : splice(shorter, separator, 1)
}

/** The comma behind a value, and where what belongs to the value ends on its line, with a comment there. */
function behind(text: string, node: Node, container: Node): { comma: number | undefined; end: number } {
  const siblings = container.children ?? []
  const limit = siblings[siblings.indexOf(node) + 1]?.offset ?? endOf(container)
  let [comma, end]: [number | undefined, number] = [undefined, endOf(node)]
  const isOnItsLine = (offset: number) => !/\n/.test(text.slice(end, offset))
  visit(text, {
    onSeparator(character, offset) {
      if (character === ',' && comma === undefined && offset >= end && offset < limit) [comma, end] = [offset, offset + 1]
    },
    onComment(offset, length) {
      if (offset >= end && offset < limit && isOnItsLine(offset)) end = offset + length
    },
  })
  return { comma, end }
}

interface Item {
  key: string | undefined
  value: unknown
  indentation: string
}

function itemOf(text: string, { key, value, indentation }: Item): string {
  const start = `${/\r\n/.test(text) ? '\r\n' : '\n'}${indentation}`
  const name = key === undefined ? '' : `${JSON.stringify(key)}: `
  return start + name + JSON.stringify(value, null, unitOf(text)).replaceAll('\n', start)
}

/** How the file indents by one step: as its first indented line does. */
function unitOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '  '
}

function indentationAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))![0]
}

function startsLine(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === ''
}

function endOf({ offset, length }: Node): number {
  return offset + length
}

function splice(text: string, offset: number, length: number, added = ''): string {
  return text.slice(0, offset) + added + text.slice(offset + length)
}
