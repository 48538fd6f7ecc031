/** A piece of a page or a picture; only {@link markup} makes one. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Value = Markup | string | number | false | undefined | readonly Markup[]

/** Puts values into markup: all of them are text unless they are pieces themselves. */
export function markup(pieces: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(pieces.map((piece, index) => piece + (index < values.length ? asText(values[index]) : '')).join(''))
}

function asText(value: Value): string {
  if (value === undefined || value === false) return ''
  if (value instanceof Markup) return value.text
  if (typeof value === 'object') return value.map(({ text }) => text).join('')
  return escaped(typeof value === 'number' ? String(Math.round(value * 100) / 100) : value)
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** XML can hold neither control characters nor halves of letters; marks that turn the order of a line around are left out with them. */
function escaped(text: string): string {
  const known = text.toWellFormed().replaceAll(/[^\P{Cc}\t\n]|[\p{Bidi_C}\uFFFE\uFFFF]/gu, '')
  return known.replaceAll(/[&<>"']/g, (character) => entities[character]!)
}
