import { readFileSync } from 'node:fs'

export interface Account {
  uid: number
  gid: number
}

/** Chooses who runs the server: PostgreSQL refuses root, so root lends it another account. */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const account = lookUp('postgres') ?? lookUp('nobody')
  if (account) return account
  throw new Error(
    'PostgreSQL refuses to run as root, and there is no account `postgres` or `nobody`: run as another user or set LOOP_TEST_PG_URL.',
  )
}

function lookUp(name: string): Account | undefined {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':')
  return fields && { uid: Number(fields[2]), gid: Number(fields[3]) }
}
