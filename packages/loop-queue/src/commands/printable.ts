/** Takes out what would move a terminal's cursor or change its colours: sources and their names are written by others. */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ')
}
