import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { emptyFolder } from './servers.ts'
import { type Command, connectStdio } from './stdio-client.ts'
import { era } from './tools.ts'

/** The files of JavaScript that a server has loaded when it has listed its tools, by the account of Node.js itself. */
export async function loadedFiles(command: Command): Promise<string[]> {
  const folder = emptyFolder()
  const connection = await connectStdio({ ...command, environment: { ...command.environment, NODE_V8_COVERAGE: folder } }, era)
  await connection.request('tools/list')
  await connection.close()
  const reports = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as { result: { url: string }[] })
  const urls = reports.flatMap(({ result }) => result.map(({ url }) => url))
  return urls.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url))
}
