import { type Markup, markup } from 'loop-core'
import { chartStyle } from './palette.ts'

interface Frame {
  /** One word, for the names of its parts on a page with several charts. */
  id: string
  title: string
  describe: string
  width: number
  height: number
  content: Markup
}

/** A picture with a title and its meaning in words, to stand on a page that has the style. */
export function frame({ id, title, describe, width, height, content }: Frame): Markup {
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<title id="${id}-title">${title}</title>
<desc id="${id}-desc">${describe}</desc>
<rect class="paper" width="${width}" height="${height}"/>
${content}</svg>
`
}

/** The same as a file of its own, which brings its style along. */
export function asFile({ text }: Markup): string {
  return text.replace(/<rect class="paper"/, `<style>${chartStyle}</style>\n$&`)
}
