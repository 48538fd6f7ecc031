import { realpath } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { denyList, type Use } from './paths/deny-list.ts'
import { noWorkspace } from './refusals.ts'

/** The files of one workspace: where they are, and which of them nobody may touch. */
export interface WorkspaceFiles {
  /** The real path of the root. */
  root: string
  /** Whether the deny list names a path beneath the root, written with `/`. */
  denies(path: string, use: Use): boolean
}

interface WorkspaceRules {
  root: string
  /** Globs of the task or the operator that add to the deny list. */
  deny?: readonly string[]
  /** Globs of the operator, and of nobody else, that take away from it. */
  allow?: readonly string[]
}

/** Finds the root of a workspace and prepares its rules; the folder must exist. */
export async function workspaceFiles({ root, deny = [], allow = [] }: WorkspaceRules): Promise<WorkspaceFiles> {
  const real = await realpath(root).catch(() => undefined)
  if (real === undefined) throw noWorkspace(root)
  return { root: real, denies: denyList(deny, allow) }
}

/** The path beneath the root of something whose real path is known, written with `/`. */
export function pathBeneath(files: WorkspaceFiles, real: string): string {
  return relative(files.root, real).split(sep).join('/')
}
