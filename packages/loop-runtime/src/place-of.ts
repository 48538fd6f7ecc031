import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { actorId, type EffectContext } from 'loop-core'
import { ownEnvironment } from 'loop-core/process'
import { RuntimeConfig, type RuntimeSettings } from './config.ts'
import { type Where, type Workspace, workspaceAt, workspaceNamed } from './configured.ts'
import { workspaceFiles } from './files/workspace-files.ts'
import type { Runtime } from './runtime.ts'
import { keptFile } from './same-file.ts'
import { openSandbox } from './sandbox/open-sandbox.ts'
import type { Sandbox } from './sandbox/sandbox.ts'
import type { ToolPlace } from './tools/tool.ts'

/** The surroundings that a server gives. */
export function runtimeOf(context: EffectContext): Runtime {
  return runtimeFor(context, actorId(context.actor))
}

/** The same where nobody acts, on behalf of whoever began what is done. */
export function runtimeFor(context: Omit<EffectContext, 'actor'>, actor: string): Runtime {
  const { now, newId, signal } = context
  const settings = context.config(RuntimeConfig)
  const { LOOP_HOME } = settings
  const stillThere = ownFile(settings)
  return {
    async transaction(_access, work) {
      stillThere()
      const result = await context.transaction(work)
      stillThere()
      return result
    },
    now,
    newId,
    signal,
    actor,
    environment: { ...ownEnvironment(), LOOP_HOME, TRACEPARENT: context.traceparent },
  }
}

/** Nothing can be deleted from a workspace that is kept on a server. */
function ownFile({ LOOP_DB_PATH: path, DATABASE_URL: url }: RuntimeSettings): () => void {
  return path && !url ? keptFile(path.replace(/\?synchronous=\w+$/, '')) : () => {}
}

/** A workspace with its tools. */
export interface Place extends ToolPlace {
  workspace: Workspace
  /** Where skills are looked for, nearest first. */
  skillFolders: readonly string[]
}

/** Those that the operator named, then those of the present folder. */
export function skillFolders({ config }: Pick<EffectContext, 'config'>): string[] {
  const { LOOP_RUNTIME_SKILLS_DIR: named } = config(RuntimeConfig)
  return [...(named === undefined ? [] : [named]), join(process.cwd(), 'skills')]
}

/** A workspace that the operator offers; clients name no paths. */
export async function placeOf(context: EffectContext, name?: string): Promise<Place> {
  return placeIn(context, workspaceNamed(context.config(RuntimeConfig), name))
}

/** The workspace in which something was made; whoever asks makes sure that it is still the one. */
export async function placeAt(context: EffectContext, where: Where): Promise<Place> {
  return placeIn(context, await workspaceAt(context.config(RuntimeConfig), where))
}

/** A workspace with its rules, in its own folder or in another such as the worktree of a run. */
export async function placeIn(context: EffectContext, workspace: Workspace, root = workspace.root): Promise<Place> {
  const { rules } = workspace
  const files = await workspaceFiles({ root, deny: rules.security.deny, allow: rules.security.allow })
  const runtime = runtimeOf(context)
  const request = {
    mode: rules.sandbox,
    network: rules.sandboxNetwork,
    root: files.root,
    environment: runtime.environment,
    isProtected: (path: string) => files.denies(path, 'write'),
  }
  return { runtime, files, rules, workspace, skillFolders: skillFolders(context), sandbox: () => sandboxFor(request) }
}

/** Found out once for each way of asking, since a probe starts a process. */
const sandboxes = new Map<string, Promise<Sandbox>>()

function sandboxFor(request: Parameters<typeof openSandbox>[0]): Promise<Sandbox> {
  const key = JSON.stringify([request.root, request.mode, request.network])
  const known = sandboxes.get(key)
  if (known) return known
  const opening = openSandbox(request)
  sandboxes.set(key, opening)
  opening.catch(() => sandboxes.delete(key))
  return opening
}

/** Keeps what is recorded beneath a workspace out of its commits. */
export async function ignoreRecords(root: string): Promise<void> {
  const folder = join(root, '.forloop')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(join(folder, '.gitignore'), '*\n', { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}
