/** How a server was asked to run. */
export interface Flags {
  http: boolean
  /** The rest, for the command line. */
  words: string[]
  /** Flags that are another spelling of an environment variable. */
  environment: Record<string, string>
}

const variables = new Map([
  ['--port', 'LOOP_PORT'],
  ['--host', 'LOOP_HOST'],
  ['--db', 'LOOP_DB_PATH'],
  ['--tools', 'LOOP_TOOLS'],
  ['--exclude-tools', 'LOOP_EXCLUDE_TOOLS'],
  ['--identity', 'LOOP_IDENTITY'],
])

const switches = new Map([['--read-only', 'LOOP_READ_ONLY']])

/**
 * Takes the server's own flags from the front of the words.
 *
 * It stops at the first word it does not know, so that a command may have options of the same names.
 */
export function readFlags(words: readonly string[]): Flags {
  const flags: Flags = { http: false, words: [...words], environment: {} }
  while (flags.words.length > 0 && takeOne(flags)) {}
  return flags
}

function takeOne(flags: Flags): boolean {
  const [word = '', next] = flags.words
  const [name = '', inline] = word.split(/=(.*)/s, 2)
  const variable = variables.get(name)
  const value = inline ?? next
  if (word === '--http') flags.http = true
  else if (switches.has(word)) flags.environment[switches.get(word)!] = '1'
  else if (variable !== undefined && value !== undefined) {
    flags.environment[variable] = value
    // What was typed now counts for more than an address that the environment has.
    if (name === '--db') flags.environment.DATABASE_URL = ''
    if (inline === undefined) flags.words.shift()
  } else return false
  flags.words.shift()
  return true
}
