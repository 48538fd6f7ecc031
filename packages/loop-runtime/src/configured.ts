import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { RuntimeSettings } from './config.ts'
import { noWorkspaceConfigured, unknownWorkspace } from './refusals.ts'
import { settleTask } from './task/settle-task.ts'
import type { Task, WrittenTask } from './task/task.ts'
import type { WorkspaceEntry } from './task/workspaces.ts'

/** The name of a folder where nobody gave it one, and of the one that is meant where nobody names any. */
const usualName = 'default'

/** A folder that the operator offers to clients by its name. */
export interface Workspace {
  name: string
  root: string
  rules: Task
  /** How questions are answered, where the operator's task says so. */
  approvalMode: WrittenTask['approvalMode']
  /** Whether clients may change files without a run. */
  allowMutations: boolean
  /** With which a job may drive runs in it; the first is taken where nobody names one. */
  models: readonly string[]
}

/** All folders that are offered, the usual one first. */
export function workspacesOf(settings: RuntimeSettings): readonly Workspace[] {
  const found = known.get(settings) ?? offeredBy(settings)
  known.set(settings, found)
  return found
}

/** The settings of a server never change. */
const known = new WeakMap<RuntimeSettings, readonly Workspace[]>()

function offeredBy(settings: RuntimeSettings): Workspace[] {
  const { LOOP_RUNTIME_CONFIG: entries = only(settings) } = settings
  const offered = entries.map((entry) => workspaceOf(settings, entry))
  return offered.sort((one, other) => Number(other.name === usualName) - Number(one.name === usualName))
}

/** The folder of a name, or the usual one. */
export function workspaceNamed(settings: RuntimeSettings, name?: string): Workspace {
  const offered = workspacesOf(settings)
  if (offered.length === 0) throw noWorkspaceConfigured()
  const found = name === undefined ? offered[0] : offered.find((workspace) => workspace.name === name)
  if (found === undefined)
    throw unknownWorkspace(
      name!,
      offered.map((workspace) => workspace.name),
    )
  return found
}

/** In which folder something was made. */
export interface Where {
  /** A real path. */
  root: string
  /** The name that it had. */
  workspace?: string
}

/** The folder with a path, else the one of the same name, else the usual one. */
export async function workspaceAt(settings: RuntimeSettings, { root, workspace }: Where): Promise<Workspace> {
  const offered = workspacesOf(settings)
  for (const one of offered) if ((await realpath(one.root).catch(() => undefined)) === root) return one
  return offered.find(({ name }) => name === workspace) ?? workspaceNamed(settings)
}

function only(settings: RuntimeSettings): WorkspaceEntry[] {
  const root = ownFolder(settings)
  return root === undefined ? [] : [{ name: usualName, root, allowMutations: false, models: [], rules: {} }]
}

type Folders = Partial<Record<'LOOP_WORKSPACE' | 'CLAUDE_PROJECT_DIR' | 'DATABASE_URL', string | undefined>>

/** The folder of a server that has one; a server for many people has none of its own. */
export function ownFolder({ LOOP_WORKSPACE, CLAUDE_PROJECT_DIR, DATABASE_URL }: Folders): string | undefined {
  const isHosted = Boolean(DATABASE_URL) && !DATABASE_URL!.startsWith('file:')
  return LOOP_WORKSPACE || (isHosted ? undefined : CLAUDE_PROJECT_DIR || undefined)
}

function workspaceOf(settings: RuntimeSettings, { name, root, allowMutations, models, rules: workspace }: WorkspaceEntry): Workspace {
  const rules = rulesOf(settings, workspace)
  return {
    name,
    root: resolve(root),
    rules,
    approvalMode: settings.LOOP_RUNTIME_TASK.approvalMode,
    allowMutations: allowMutations || settings.LOOP_RUNTIME_ALLOW_MUTATIONS !== undefined,
    models: [...new Set([rules.model, 'mock', ...models, ...settings.LOOP_RUNTIME_MODELS])],
  }
}

/** What the settings say of any folder, and what they say of this one. */
export function rulesOf(settings: RuntimeSettings, workspace?: WorkspaceEntry['rules']): Task {
  const { LOOP_RUNTIME_ALLOWED_TOOLS: allowedTools } = settings
  return settleTask({
    file: settings.LOOP_RUNTIME_TASK,
    ...(workspace && { workspace }),
    flags: {
      testCommand: settings.LOOP_RUNTIME_TEST_COMMAND,
      typecheckCommand: settings.LOOP_RUNTIME_TYPECHECK_COMMAND,
      sandbox: settings.LOOP_RUNTIME_SANDBOX,
      sandboxNetwork: settings.LOOP_RUNTIME_SANDBOX_NETWORK,
      model: settings.LOOP_RUNTIME_MODEL,
      ...(allowedTools && { security: { allowedTools } }),
    },
  })
}
