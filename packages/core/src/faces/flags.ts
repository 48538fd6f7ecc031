/** How a server was asked to run. */
export interface Flags {
  http: boolean
  /** The rest, for the command line. */
  words: string[]
  /** Flags that are another spelling of an environment variable. */
  environment: Record<string, string>
}

const variables: Record<string, string> = {
  '--port': 'LOOP_PORT',
  '--host': 'LOOP_HOST',
  '--db': 'LOOP_DB_PATH',
  '--tools': 'LOOP_TOOLS',
  '--exclude-tools': 'LOOP_EXCLUDE_TOOLS',
  '--identity': 'LOOP_IDENTITY',
  '--workspace': 'LOOP_WORKSPACE',
}

const switches: Record<string, string> = { '--read-only': 'LOOP_READ_ONLY' }

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
  const [word = ''] = flags.words
  const [name = '', inline] = word.split(/=(.*)/s, 2)
  if (word === '--http') flags.http = true
  else if (switches[word]) flags.environment[switches[word]] = '1'
  else if (variables[name] && (inline ?? flags.words[1]) !== undefined) {
    flags.environment[variables[name]] = inline ?? flags.words[1]!
    if (inline === undefined) flags.words.shift()
  } else return false
  flags.words.shift()
  return true
}
