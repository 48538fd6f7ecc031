import type { SourceComment } from '../format.ts'
import { commentFrom, nameFrom, type Place } from '../text.ts'
import { instantFrom } from '../time.ts'
import { withoutDashLines } from '../values.ts'

const begin = '<!-- COMMENTS:BEGIN -->'
const end = '<!-- COMMENTS:END -->'
const heading = '## Comments'

/** The text below the front matter without its comments, and where they stand. */
export interface CommentSection {
  before: string
  /** Heading and markers included; empty where there is none. */
  section: string
  after: string
}

export function cutComments(below: string): CommentSection {
  const none = { before: below, section: '', after: '' }
  const from = below.lastIndexOf(begin)
  const to = below.indexOf(end, from)
  const start = from < 0 ? -1 : below.lastIndexOf(heading, from)
  if (start < 0 || to < 0 || below.slice(start + heading.length, from).trim() !== '') return none
  if (start > 0 && below[start - 1] !== '\n') return none
  return { before: below.slice(0, start), section: below.slice(start, to + end.length), after: below.slice(to + end.length) }
}

export function readComments(section: string, place: Place): SourceComment[] {
  const lines = section
    .slice(section.indexOf(begin) + begin.length, section.lastIndexOf(end))
    .replaceAll('\r\n', '\n')
    .split('\n')
  return blocksOf(lines).flatMap(({ header, body }) => {
    const text = commentFrom(body.join('\n').trim(), place)
    const author = nameFrom(field(header, 'author'), place) || 'unknown'
    return text === '' ? [] : [{ author, body: text, at: instantFrom(field(header, 'created'), 'created', place) }]
  })
}

interface Block {
  header: string[]
  body: string[]
}

/** A header, a line of dashes, a text, a line of dashes; dashes within a text are those that no header follows. */
function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = []
  let isHeader = true
  let pending: string[] = []
  for (const [index, line] of lines.entries()) {
    if (line.trim() !== '---') (isHeader ? pending : blocks.at(-1)!.body).push(line)
    else if (isHeader) {
      blocks.push({ header: pending, body: [] })
      isHeader = false
    } else if (beginsHeader(lines, index + 1)) {
      pending = []
      isHeader = true
    } else blocks.at(-1)!.body.push(line)
  }
  return blocks
}

function beginsHeader(lines: readonly string[], from: number): boolean {
  let index = from
  while (index < lines.length && lines[index]!.trim() === '') index++
  return index === lines.length || /^(?:author|created):/.test(lines[index]!)
}

function field(header: readonly string[], name: string): string {
  const line = header.find((text) => text.startsWith(`${name}:`))
  return line?.slice(name.length + 1).trim() ?? ''
}

/** The section with more comments in it; Backlog.md drops a comment that has a line of dashes in it. */
export function addComments(section: string, comments: readonly SourceComment[]): string {
  const added = comments
    .map(({ author, at, body }) => `author: ${author}\ncreated: ${minuteOf(at)}\n---\n${withoutDashLines(body.trim())}\n---\n`)
    .join('\n')
  if (section === '') return `${heading}\n\n${begin}\n${added}${end}`
  const start = section.slice(0, section.lastIndexOf(end))
  return `${start}${start.endsWith('---\n') ? '\n' : ''}${added}${end}`
}

export function minuteOf(instant: string | undefined): string {
  return (instant ?? '1970-01-01T00:00').slice(0, 16).replace('T', ' ')
}
