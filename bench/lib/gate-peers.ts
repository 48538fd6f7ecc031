import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { commandOf } from './peers.ts'
import { emptyFolder, plain } from './servers.ts'
import type { Command } from './stdio-client.ts'

/** Names the folder in whose `node_modules` the peers are: they are too large to come along with the other tools of this repository. */
const variable = 'GATE_PEERS'

const wanted = { shrimp: 'mcp-shrimp-task-manager@1.0.21', sisyphus: 'oh-my-claude-sisyphus@5.5.0' }
export const howToInstall = `Peers are looked for in the folder that ${variable} names: npm install --prefix FOLDER ${Object.values(wanted).join(' ')}`

/** What stands in the place of a peer's number where there is no peer. */
export const absent = `not in ${variable}`

export function titleOf(name: keyof typeof wanted): string {
  const manifest = manifestOf(name)
  return manifest ? commandOf(manifest).title : wanted[name].replace('@', ' ')
}

/** A task manager whose `verify_task` ends a task by the score that the agent gives it; undefined where it is not installed. */
export function shrimp(): Command | undefined {
  const manifest = manifestOf('shrimp')
  if (manifest === undefined) return undefined
  const { words, environment } = plain([commandOf(manifest).file])
  return { words, environment: { ...environment, DATA_DIR: emptyFolder(), ENABLE_GUI: 'false' } }
}

/** The words of each command that a plugin for Claude Code runs at a stop, all of them at once; undefined where it is not installed. */
export function sisyphusStops(): { root: string; commands: string[][] } | undefined {
  const manifest = manifestOf('sisyphus')
  if (manifest === undefined) return undefined
  const root = dirname(manifest)
  const { hooks } = JSON.parse(readFileSync(join(root, 'hooks/hooks.json'), 'utf8')) as {
    hooks: { Stop: { hooks: { command: string }[] }[] }
  }
  const lines = hooks.Stop.flatMap((entry) => entry.hooks.map(({ command }) => command))
  // A client hands them to a shell; here the shell is left out on both sides.
  const wordsOf = (line: string) =>
    line
      .replaceAll('"', '')
      .replace(/\$\{CLAUDE_PLUGIN_ROOT\}/g, root)
      .split(' ')
      .slice(1)
  return { root, commands: lines.map(wordsOf) }
}

function manifestOf(name: keyof typeof wanted): string | undefined {
  const folder = process.env[variable]
  const manifest = folder && join(folder, 'node_modules', wanted[name].split('@')[0]!, 'package.json')
  return manifest && existsSync(manifest) ? manifest : undefined
}
