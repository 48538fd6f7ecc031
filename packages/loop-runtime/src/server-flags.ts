import type { ServerFlags } from 'loop-core'
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
  '--sandbox': { variable: 'LOOP_RUNTIME_SANDBOX', describe: 'auto, require or off' },
  '--sandbox-network': { variable: 'LOOP_RUNTIME_SANDBOX_NETWORK', describe: 'none or host' },
}

type Environment = Readonly<Record<string, string | undefined>>

/** What a server of one workspace reads: its records lie beneath the workspace, and what may not be called is not listed. */
export function serverEnvironment(given: Environment): Environment {
  const { LOOP_DB_PATH, DATABASE_URL, LOOP_RUNTIME_ALLOWED_TOOLS: allowed } = given
  const workspace = given.LOOP_WORKSPACE || process.cwd()
  return {
    ...given,
    LOOP_WORKSPACE: workspace,
    ...(!LOOP_DB_PATH && !DATABASE_URL && { LOOP_DB_PATH: `${workspace}/${usualTracePath}` }),
    ...(allowed && { LOOP_EXCLUDE_TOOLS: [given.LOOP_EXCLUDE_TOOLS, ...othersThan(allowed)].filter(Boolean).join(',') }),
  }
}

function othersThan(allowed: string): string[] {
  const names = allowed.split(',').map((name) => toolNamed(name.trim()))
  return actionTools.filter((tool) => !names.includes(tool))
}
