import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { actorId, type EffectContext } from 'loop-core'
import { ownEnvironment } from 'loop-core/process'
import { RuntimeConfig, type RuntimeSettings } from './config.ts'
import { workspaceFiles } from './files/workspace-files.ts'
import { noWorkspaceConfigured } from './refusals.ts'
import type { Runtime } from './runtime.ts'
import { openSandbox } from './sandbox/open-sandbox.ts'
import type { Sandbox } from './sandbox/sandbox.ts'
import { settleTask } from './task/settle-task.ts'
import type { ToolPlace } from './tools/tool.ts'

/** The surroundings that a server gives. */
export function runtimeOf(context: EffectContext): Runtime {
  return runtimeFor(context, actorId(context.actor))
}

/** The same where nobody acts, on behalf of whoever began what is done. */
export function runtimeFor(context: Omit<EffectContext, 'actor'>, actor: string): Runtime {
  const { now, newId, signal } = context
  const { LOOP_HOME } = context.config(RuntimeConfig)
  return {
    transaction: (_access, work) => context.transaction(work),
    now,
    newId,
    signal,
    actor,
    environment: { ...ownEnvironment(), LOOP_HOME },
  }
}

/** The one workspace that the operator configured; clients name no paths. */
export async function placeOf(context: EffectContext): Promise<ToolPlace> {
  const root = rootOf(context.config(RuntimeConfig))
  if (root === undefined) throw noWorkspaceConfigured()
  return placeAt(context, root)
}

/** The same rules in another folder, such as the worktree of a run. */
export async function placeAt(context: EffectContext, root: string): Promise<ToolPlace> {
  const rules = rulesOf(context.config(RuntimeConfig))
  const files = await workspaceFiles({ root, deny: rules.security.deny, allow: rules.security.allow })
  const runtime = runtimeOf(context)
  const request = {
    mode: rules.sandbox,
    network: rules.sandboxNetwork,
    root: files.root,
    environment: runtime.environment,
    isProtected: (path: string) => files.denies(path, 'write'),
  }
  return { runtime, files, rules, sandbox: () => sandboxFor(request) }
}

/** A server for many people has no folder of its own. */
export function rootOf({ LOOP_WORKSPACE, CLAUDE_PROJECT_DIR, DATABASE_URL }: RuntimeSettings): string | undefined {
  const isHosted = DATABASE_URL !== undefined && !DATABASE_URL.startsWith('file:')
  return LOOP_WORKSPACE || (isHosted ? undefined : CLAUDE_PROJECT_DIR)
}

export function rulesOf(settings: RuntimeSettings) {
  const { LOOP_RUNTIME_TEST_COMMAND: testCommand, LOOP_RUNTIME_TYPECHECK_COMMAND: typecheckCommand } = settings
  return settleTask({
    flags: {
      testCommand,
      typecheckCommand,
      sandbox: settings.LOOP_RUNTIME_SANDBOX,
      sandboxNetwork: settings.LOOP_RUNTIME_SANDBOX_NETWORK,
      ...(settings.LOOP_RUNTIME_ALLOWED_TOOLS && { security: { allowedTools: settings.LOOP_RUNTIME_ALLOWED_TOOLS } }),
    },
  })
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
