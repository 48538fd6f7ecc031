import { getNodeValue } from 'jsonc-parser'
import { append, lineOf, parseObject, remove, valueAt } from './edit-json.ts'
import { refused } from './refused.ts'
import { mcpServer } from './targets.ts'

/** The file of a client that knows servers and no hooks. */
export function planServer(text: string | undefined, path: string, removing: boolean): string | undefined {
  if (text === undefined)
    return removing ? undefined : `${JSON.stringify({ mcpServers: { [mcpServer.name]: mcpServer.entry } }, null, 2)}\n`
  const root = parseObject(text, path)
  const servers = valueAt(root, 'mcpServers')
  const entry = servers && valueAt(servers, mcpServer.name)
  const isOurs = entry !== undefined && /\bloop-gate\b/.test(JSON.stringify(getNodeValue(entry)))
  if (removing) return isOurs ? remove(text, entry) : text
  if (isOurs) return text
  const foreign = entry ?? (servers?.type === 'object' ? undefined : servers)
  if (foreign !== undefined) throw taken(path, lineOf(text, foreign.offset))
  return servers === undefined
    ? append(text, root, { [mcpServer.name]: mcpServer.entry }, 'mcpServers')
    : append(text, servers, mcpServer.entry, mcpServer.name)
}

function taken(path: string, line: number) {
  return refused('name_taken', `${path} has another server named ${mcpServer.name}, at line ${line}.`, 'Name that one differently first.')
}
