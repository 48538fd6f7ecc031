import type { Gate } from '../gate.ts'
import { findWorkspace, type Workspace } from '../policy/workspace.ts'
import { insideCheck } from '../words.ts'

/** Why nothing is judged in a folder, as far as can be told without reading a policy. */
export interface Nowhere {
  why: 'switched_off' | 'inside_check' | 'no_workspace'
}

/** The folder whose policy counts here; the stop hook asks this first, since most folders have none. */
export async function whereabouts(gate: Pick<Gate, 'environment' | 'home'>, cwd: string): Promise<Workspace | Nowhere> {
  if (gate.environment[insideCheck]) return { why: 'inside_check' }
  if (gate.environment.LOOP_GATE === 'off') return { why: 'switched_off' }
  return (await workspaceFor(gate, cwd)) ?? { why: 'no_workspace' }
}

/** The folder with a policy that a working folder belongs to, or that of the client's project. */
export async function workspaceFor({ environment, home }: Pick<Gate, 'environment' | 'home'>, cwd: string): Promise<Workspace | undefined> {
  const projectFolder = environment.CLAUDE_PROJECT_DIR || environment.GEMINI_PROJECT_DIR
  return findWorkspace({ cwd, projectFolder, home })
}
