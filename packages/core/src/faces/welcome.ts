import { describePlace, parseUrl } from '../storage/url.ts'

interface Facts {
  name: string
  version: string
  url: string
  databaseUrl: string
  auth: 'token' | 'none'
  /** The owner's key, if this start made it. */
  key: string | undefined
}

/** What a person reads when a server has started: where it listens and how to connect. */
export function welcome(facts: Facts): string {
  const { name, version, url } = facts
  const lines = [
    `${name} ${version} is listening on ${url}`,
    '',
    `  MCP       ${url}/mcp`,
    `  API docs  ${url}/docs`,
    `  Database  ${describePlace(parseUrl(facts.databaseUrl))}`,
    ...keyLines(facts),
    '',
    '  Connect Claude Code:',
    `  ${connectLine(facts)}`,
    '',
  ]
  return `${lines.join('\n')}\n`
}

function keyLines({ auth, key, name }: Facts): string[] {
  if (auth === 'none') return ['  Key       none is asked for (LOOP_AUTH=none)']
  if (key === undefined) return [`  Key       the one from the first start; make another with: ${name} key create --name … --role user`]
  return [`  Owner key ${key}`, '            Shown this once. Keep it where you keep passwords.']
}

function connectLine({ url, auth, key }: Facts): string {
  const header = auth === 'none' ? '' : ` --header "Authorization: Bearer ${key ?? 'lc_…'}"`
  return `claude mcp add --transport http --scope user loop ${url}/mcp${header}`
}
