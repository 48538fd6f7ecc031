/** The ladder, from the strictest on. Each level forgives what the ones before it forgive. */
export const matchLevels = ['exact', 'line_ends', 'trailing_blanks', 'indent', 'typographic'] as const
export type MatchLevel = (typeof matchLevels)[number]

export function looserLevel(a: MatchLevel, b: MatchLevel): MatchLevel {
  return matchLevels.indexOf(a) > matchLevels.indexOf(b) ? a : b
}

/** A line as a level sees it, its ending and its indent aside; never longer, and each character where it was. */
export function lineAt(level: MatchLevel, text: string): string {
  if (level === 'exact' || level === 'line_ends') return text
  return trimBlanksAtEnd(level === 'typographic' ? plain(text) : text)
}

/** By hand: a regular expression takes quadratic time for a long run of blanks. */
export function trimBlanksAtEnd(text: string): string {
  let end = text.length
  while (end > 0 && isBlank(text[end - 1])) end--
  return text.slice(0, end)
}

export function indentOf(text: string): string {
  let end = 0
  while (end < text.length && isBlank(text[end])) end++
  return text.slice(0, end)
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t'
}

/** Typographic quotes, dashes and blanks as a keyboard has them, one character for one. */
function plain(text: string): string {
  return text
    .replace(/[\u2018-\u201b]/g, "'")
    .replace(/[\u201c-\u201f]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
}
