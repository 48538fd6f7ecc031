/** A text of other people on one line and without control codes, cut to a number of characters. */
export function oneLine(text: string, max: number): string {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return cut(line, max)
}

/** The same for a text that may have several lines. */
export function plain(text: string, max: number): string {
  const lines = text.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n\t]+/gu, ' ')
  return cut(lines.trim(), max)
}

function cut(text: string, max: number): string {
  const characters = [...text]
  return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : text
}
