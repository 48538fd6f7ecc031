import { canonicalJson, sha256 } from '../task/policy-hash.ts'
import { toolNamed } from '../task/tool-name.ts'
import type { ActionTool } from '../words.ts'

/** Names an action whatever its spelling: two calls of one tool with equal arguments are one action. */
export function actionSha256(tool: string, args: Readonly<Record<string, unknown>>): string {
  return sha256(canonicalJson([toolNamed(tool) ?? tool, args]))
}

/** One action before anything of it ran. */
export interface ProposedAction {
  /** As it was written. */
  tool: string
  args: Readonly<Record<string, unknown>>
  /** Every path that it names, a patch's own included. */
  paths: readonly string[]
  /** Those of them that leave the workspace, also through a link. */
  outside?: readonly string[]
  /** Those of them that decide whether the work is right. */
  verifiers?: readonly string[]
  /** Those of them that a build server runs with the rights of the project. */
  escalated?: readonly string[]
}

/** Whether an action would write files. */
export function mutates(tool: ActionTool, args: ProposedAction['args']): boolean {
  return tool === 'repo_apply_patch' && args.dryRun !== true
}
