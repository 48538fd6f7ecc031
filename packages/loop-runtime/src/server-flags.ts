import { resolve } from 'node:path'
import type { ServerFlags } from 'loop-core'
import { ownFolder } from './configured.ts'
import { readTaskFile } from './task/read-file.ts'
import { toolNamed } from './task/tool-name.ts'
import { usualTracePath } from './task/trace-path.ts'
import { actionTools } from './words.ts'

/** The flags of the server, as the reference has them. */
export const serverFlags: ServerFlags = {
  '--workspace': { variable: 'LOOP_WORKSPACE', describe: 'The folder to work in; the present one unless given' },
  '--test-command': { variable: 'LOOP_RUNTIME_TEST_COMMAND', describe: 'The only command that repo_run_tests runs; npm test unless given' },
  '--typecheck-command': { variable: 'LOOP_RUNTIME_TYPECHECK_COMMAND', describe: 'The only command that repo_run_typecheck runs' },
  '--allowed-tool': { variable: 'LOOP_RUNTIME_ALLOWED_TOOLS', describe: 'A tool that may be called; repeat it for more', takes: 'values' },
  '--allow-mutations': { variable: 'LOOP_RUNTIME_ALLOW_MUTATIONS', describe: 'Let clients change files', takes: 'nothing' },
  '--task': { variable: 'LOOP_RUNTIME_TASK', describe: 'A task file with further rules of runs; its goal is not needed' },
  '--config': { variable: 'LOOP_RUNTIME_CONFIG', describe: 'A file that names several workspaces' },
  '--skills-dir': { variable: 'LOOP_RUNTIME_SKILLS_DIR', describe: 'Where further skills are' },
  '--model': { variable: 'LOOP_RUNTIME_MODEL', describe: 'With which start_run drives a run; mock unless given' },
  '--models': { variable: 'LOOP_RUNTIME_MODELS', describe: 'What else start_run may name; repeat it for more', takes: 'values' },
  '--sandbox': { variable: 'LOOP_RUNTIME_SANDBOX', describe: 'auto, require or off' },
  '--sandbox-network': { variable: 'LOOP_RUNTIME_SANDBOX_NETWORK', describe: 'none or host' },
}

type Environment = Readonly<Record<string, string | undefined>>

/** What a server reads whose place is a repository: its records lie beneath the one workspace, and what may not be called is not listed. */
export function serverEnvironment(given: Environment, way: 'stdio' | 'http' | 'command'): Environment {
  // A command brings a task file of its own along.
  const task = way === 'command' || !given.LOOP_RUNTIME_TASK ? {} : readTaskFile(given.LOOP_RUNTIME_TASK)
  const workspace = given.LOOP_WORKSPACE || (given.LOOP_RUNTIME_CONFIG ? undefined : resolve(task.workspace ?? '.'))
  const allowed = given.LOOP_RUNTIME_ALLOWED_TOOLS?.split(',') ?? task.security?.allowedTools
  return {
    ...given,
    ...(workspace && { LOOP_WORKSPACE: workspace, ...recordsOf(given, task.traceDbPath ?? `${workspace}/${usualTracePath}`) }),
    ...(allowed && excluding(given, othersThan(allowed))),
  }
}

/** Leaves the tools of a repository out where a server of everything has none. */
export function gatewayEnvironment(given: Environment): Environment {
  const hasOne = given.LOOP_RUNTIME_CONFIG || ownFolder(given)
  return hasOne ? given : { ...given, ...excluding(given, actionTools) }
}

function recordsOf({ LOOP_DB_PATH, DATABASE_URL }: Environment, path: string): Environment {
  return LOOP_DB_PATH || DATABASE_URL ? {} : { LOOP_DB_PATH: path }
}

function excluding({ LOOP_EXCLUDE_TOOLS }: Environment, tools: readonly string[]): Environment {
  return { LOOP_EXCLUDE_TOOLS: [LOOP_EXCLUDE_TOOLS, ...tools].filter(Boolean).join(',') }
}

function othersThan(allowed: readonly string[]): string[] {
  const names = allowed.map((name) => toolNamed(name.trim()))
  return actionTools.filter((tool) => !names.includes(tool))
}
