import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandOf } from './peers.ts'
import type { Row } from './row.ts'
import { emptyFolder, plain } from './servers.ts'
import type { Command } from './stdio-client.ts'

/** Names the folder in whose `node_modules` the peers are: they are too large to come along with the other tools of this repository. */
const variable = 'QUEUE_PEERS'

const wanted = { taskMaster: 'task-master-ai@0.43.1', backlog: 'backlog.md@1.52.0' }
export const howToInstall = `Peers are looked for in the folder that ${variable} names: npm install --prefix FOLDER ${Object.values(wanted).join(' ')}`

/** What stands in the place of a peer's number where there is no peer. */
export const absent = `not in ${variable}`

interface Peer {
  title: string
  file: string
}

export const taskMaster = peer(wanted.taskMaster)
export const backlog = peer(wanted.backlog)

function peer(wish: string): Peer | undefined {
  const folder = process.env[variable]
  const manifest = folder && join(folder, 'node_modules', wish.split('@')[0]!, 'package.json')
  if (!manifest || !existsSync(manifest)) return undefined
  return commandOf(manifest)
}

export function titleOf(peer: Peer | undefined, name: keyof typeof wanted): string {
  return peer?.title ?? wanted[name].replace('@', ' ')
}

export function absentRow(measure: string, ours = ''): Row {
  return { measure, ours, theirs: absent }
}

/** A folder of its own in which a peer's server can be started. */
export interface Project {
  folder: string
  command: Command
}

const tasksFile = '.taskmaster/tasks/tasks.json'

interface MasterTask {
  id: number
  status: string
}

/** A folder as task-master has it, with some tasks; it is told to report nothing to its makers. */
export function taskMasterProject({ file }: Peer, tasks: readonly object[]): Project {
  const folder = emptyFolder()
  mkdirSync(join(folder, '.taskmaster/tasks'), { recursive: true })
  writeFileSync(join(folder, '.taskmaster/config.json'), JSON.stringify({ global: { anonymousTelemetry: false } }))
  writeFileSync(join(folder, tasksFile), taskMasterText(tasks))
  return { folder, command: { ...plain([file]), cwd: folder } }
}

/** The content of a tasks.json. */
export function taskMasterText(tasks: readonly object[]): string {
  const metadata = { created: '2026-01-05T12:00:00.000Z', updated: '2026-01-05T12:00:00.000Z', description: 'Tasks for a bench' }
  return JSON.stringify({ master: { tasks, metadata } }, null, 2)
}

/** What its file says now; undefined where writers have left it unreadable. */
export function taskMasterTasks({ folder }: Project): MasterTask[] | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, tasksFile), 'utf8')).master.tasks
  } catch {
    return undefined
  }
}

/** A folder as `backlog init` makes it. */
export function backlogProject({ file }: Peer): Project {
  const folder = emptyFolder()
  const { environment } = plain([])
  const words = ['init', 'bench', '--defaults', '--no-git', '--integration-mode', 'none', '--check-branches', 'false']
  execFileSync(process.execPath, [file, ...words], { cwd: folder, env: environment, stdio: 'ignore' })
  return { folder, command: { words: [file, 'mcp', 'start'], environment, cwd: folder } }
}
