/** What a shell would understand and we would not. */
const shellCharacters = /["'\\|&;<>$`*?()~#\p{Cc}]/u

/** Why a command in one line cannot be split at its spaces; undefined if it can. */
export function faultOfLine(line: string): string | undefined {
  if (line.trim() === '') return 'must name a program'
  const found = shellCharacters.exec(line)?.[0]
  if (found === undefined) return undefined
  return `holds ${JSON.stringify(found)}: write a list; no shell is ever implied`
}

/** The program and its arguments, of a line without a fault. */
export function wordsOfLine(line: string): string[] {
  return line.split(' ').filter((word) => word !== '')
}
