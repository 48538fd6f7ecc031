import { type Environment, LoopError, type ServeOptions, type ServerFlags } from 'loop-core'

export const flags: ServerFlags = {
  '--hosted': { variable: 'LOOP_HOSTED', describe: 'Serve many people, each with a key of their own', takes: 'nothing' },
}

/** What a server for many needs, and what one person alone does not want to think of. */
export const environmentOf: NonNullable<ServeOptions['environment']> = (given, way) => {
  if (isOn(given.LOOP_HOSTED)) return hosted(given)
  // Alone, the address of loopback is the key; core refuses this on any other.
  return way === 'http' ? { LOOP_AUTH: 'none', ...given } : given
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}

function hosted(given: Environment): Environment {
  const missing = ['DATABASE_URL', 'LOOP_ENCRYPTION_KEY'].filter((name) => !given[name])
  if (missing.length > 0) throw cannotHost(`--hosted needs ${missing.join(' and ')}.`)
  if (given.DATABASE_URL!.startsWith('file:'))
    throw cannotHost('--hosted needs the DATABASE_URL of a server that many processes can share, not of a file.')
  const { LOOP_THRESHOLD: _, ...rest } = given
  const hosts = [given.LOOP_ALLOWED_HOSTS, given.LOOP_PUBLIC_URL && new URL(given.LOOP_PUBLIC_URL).host]
  return { LOOP_HOST: '0.0.0.0', ...rest, LOOP_AUTH: 'token', LOOP_ALLOWED_HOSTS: hosts.filter(Boolean).join(',') }
}

function cannotHost(message: string): LoopError {
  return new LoopError('invalid_input', message, {
    hints: ['DATABASE_URL is where the notes are kept. Make a LOOP_ENCRYPTION_KEY with: openssl rand -base64 32'],
  })
}
