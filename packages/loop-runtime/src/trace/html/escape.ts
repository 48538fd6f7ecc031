import { withMarksShown } from '../../view/plain-text.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** A piece of a page; only {@link html} makes one. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Value = Html | string | number | false | undefined | readonly Html[]

/** Puts values into a page: all of them are text unless they are pieces themselves. */
export function html(pieces: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(pieces.map((piece, index) => piece + (index < values.length ? asText(values[index]) : '')).join(''))
}

export const nothing = new Html('')

function asText(value: Value): string {
  if (value === undefined || value === false) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'object') return value.map(({ text }) => text).join('')
  return withMarksShown(String(value)).replaceAll(/[&<>"']/g, (character) => entities[character]!)
}
