import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandOf } from './peers.ts'
import type { Row } from './row.ts'
import { emptyFolder, plain } from './servers.ts'
import { connectStdio, type StdioConnection } from './stdio-client.ts'
import { era } from './tools.ts'

/** Names the folder in whose `node_modules` the peer is. */
const variable = 'LEARN_PEERS'

const name = '@modelcontextprotocol/server-memory'
const wanted = `${name}@2026.8.31`
export const howToInstall = `The peer is looked for in the folder that ${variable} names: npm install --prefix FOLDER ${wanted}`
export const memoryTitle = wanted.replace(/@(?=\d)/, ' ')

/** A row for a peer that is not there: what was to be compared is not held, and does not pass. */
export function absentRow(measure: string, limit?: string): Row {
  return { measure, ours: '', theirs: `not in ${variable}`, ...(limit !== undefined && { limit: { text: limit, kept: false } }) }
}

/** A file of the server of memories that MCP's own project offers. */
export interface MemoryFile {
  server(): Promise<StdioConnection>
  /** How many observations it holds; undefined where writers have left it unreadable. */
  count(): number | undefined
}

const entities = 100

/** The name of one of the things that the peer's observations are about. */
export function entityOf(index: number): string {
  return `thing ${index % entities}`
}

/** With some observations in it already; undefined where the peer is not installed. */
export function memoryFile(stored: readonly string[]): MemoryFile | undefined {
  const folder = process.env[variable]
  const manifest = folder && join(folder, 'node_modules', name, 'package.json')
  if (!manifest || !existsSync(manifest)) return undefined
  const file = join(emptyFolder(), 'memory.jsonl')
  writeFileSync(file, graphOf(stored))
  const { words, environment } = plain([commandOf(manifest).file])
  const command = { words, environment: { ...environment, MEMORY_FILE_PATH: file } }
  return { server: () => connectStdio(command, era), count: () => countIn(file) }
}

function graphOf(stored: readonly string[]): string {
  const lines = Array.from({ length: entities }, (_, index) => ({
    type: 'entity',
    name: entityOf(index),
    entityType: 'thing',
    observations: stored.filter((_, place) => place % entities === index),
  }))
  return lines.map((line) => JSON.stringify(line)).join('\n')
}

function countIn(file: string): number | undefined {
  try {
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
    return lines.reduce((sum, line) => sum + (JSON.parse(line) as { observations: unknown[] }).observations.length, 0)
  } catch {
    return undefined
  }
}
