/** Words that name a program, a subcommand or an option; paths, numbers, quotations and addresses are none. */
const plainWord = /^-{0,2}[a-z][\w:.-]{0,39}$/i
const commitHash = /^(?=.*\d)[0-9a-f]{7,}$/i
const toolName = /^[\w.:-]{1,100}$/
/** What stands before the command that matters: variables, and going to a folder. */
const assignment = /^\w+=(?:"[^"]*"|'[^']*'|\S*)\s+/
const changeOfFolder = /^cd\s+(?:"[^"]*"|'[^']*'|[^\s;&]+)\s*(?:&&|;)\s*/

/** What a tool did, in at most two words by which it is known again: those of the command, or the tool's own name; undefined where it has none. */
export function labelOf(tool: string, command: unknown): string | undefined {
  if (!toolName.test(tool)) return undefined
  const words = typeof command === 'string' ? wordsOf(command) : ''
  return words === '' ? tool : words
}

function wordsOf(command: string): string {
  const words = withoutPreamble(command.slice(0, 2_000).trim()).split(/\s+/).slice(0, 2)
  return words.map(masked).join(' ').trim()
}

function withoutPreamble(command: string): string {
  const rest = command.replace(assignment, '').replace(changeOfFolder, '')
  return rest === command ? command : withoutPreamble(rest)
}

/** Only what is surely no content of the person's is kept. */
function masked(word: string): string {
  return plainWord.test(word) && !commitHash.test(word) ? word : word === '' ? '' : '…'
}
