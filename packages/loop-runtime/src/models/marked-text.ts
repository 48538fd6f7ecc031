import { createHash } from 'node:crypto'

/** Foreign text between two marks that it cannot hold itself, as they come from its own hash. */
export function marked(text: string): string {
  const mark = markOf(text)
  return `<data ${mark}>\n${text}\n</data ${mark}>`
}

/** The text between the marks, or what was given where there are none. */
export function unmarked(text: string): string {
  const [, mark, inner] = /^<data ([0-9a-f]{12})>\n([\s\S]*)\n<\/data \1>$/.exec(text) ?? []
  return inner !== undefined && mark === markOf(inner) ? inner : text
}

const markOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)
