import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { commandOf } from './peers.ts'
import type { Row } from './row.ts'
import { plain } from './servers.ts'
import { connectStdio, type StdioConnection } from './stdio-client.ts'
import { era } from './tools.ts'

/** Names the folder in whose `node_modules` the peers are: they are too large to come along with the other tools of this repository. */
const variable = 'RUNTIME_PEERS'

const wanted = {
  filesystem: '@modelcontextprotocol/server-filesystem@2026.8.31',
  graph: '@langchain/langgraph@1.7.3',
  checkpoints: '@langchain/langgraph-checkpoint-sqlite@1.0.4',
}
export const howToInstall = `Peers are looked for in the folder that ${variable} names: npm install --prefix FOLDER ${Object.values(wanted).join(' ')}`

export const filesystemTitle = said(wanted.filesystem)
export const graphTitle = said(wanted.graph)

/** A row for a peer that is not there: what was to be compared is not held, and does not pass. */
export function absentRow(measure: string, limit?: string): Row {
  return { measure, ours: '', theirs: `not in ${variable}`, ...(limit !== undefined && { limit: { text: limit, kept: false } }) }
}

/** The server of files that MCP's own project offers, allowed in one folder; undefined where it is not installed. */
export async function connectFilesystem(root: string): Promise<StdioConnection | undefined> {
  const manifest = manifestOf('filesystem')
  return manifest === undefined ? undefined : connectStdio(plain([commandOf(manifest).file, root]), era)
}

// biome-ignore lint/suspicious/noExplicitAny: the peer is not installed where types are checked
type Foreign = any

/** The peer's graphs and what keeps their checkpoints; undefined where one of the two is not installed. */
export async function graphs(): Promise<{ graph: Foreign; checkpoints: Foreign } | undefined> {
  const [graph, checkpoints] = [manifestOf('graph'), manifestOf('checkpoints')]
  if (graph === undefined || checkpoints === undefined) return undefined
  return { graph: await load(graph, wanted.graph), checkpoints: await load(checkpoints, wanted.checkpoints) }
}

function load(manifest: string, wish: string): Promise<Foreign> {
  return import(pathToFileURL(createRequire(manifest).resolve(nameOf(wish))).href)
}

function manifestOf(peer: keyof typeof wanted): string | undefined {
  const folder = process.env[variable]
  const manifest = folder && join(folder, 'node_modules', nameOf(wanted[peer]), 'package.json')
  return manifest && existsSync(manifest) ? manifest : undefined
}

function nameOf(wish: string): string {
  return wish.slice(0, wish.lastIndexOf('@'))
}

function said(wish: string): string {
  return `${nameOf(wish)} ${wish.slice(wish.lastIndexOf('@') + 1)}`
}
