import { createHash } from 'node:crypto'
import { lstat, realpath, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { policyPath } from './policy-path.ts'

/** A folder whose agents may be gated. */
export interface Workspace {
  id: string
  /** Its real path. */
  root: string
}

export interface WorkspaceSearch {
  /** Where the client works. */
  cwd: string | undefined
  /** Which folder the client calls its project. */
  projectFolder: string | undefined
  /** The folder of this person's own state, `LOOP_HOME`. */
  home: string
}

/** The name of a folder by its real path. */
export function workspaceId(root: string): string {
  return `ws_${createHash('sha256').update(root).digest('hex').slice(0, 16)}`
}

/** Where the accepted policy of a workspace is kept. */
export function acceptedPath(home: string, id: string): string {
  return join(home, 'gate', `${id}.json`)
}

/** The nearest folder from the working folder upwards with a policy, in its file or accepted before; else the client's project folder. */
export async function findWorkspace({ cwd, projectFolder, home }: WorkspaceSearch): Promise<Workspace | undefined> {
  const start = await realFolder(cwd)
  const root = (start && (await nearestMarked(start, home))) ?? (await realFolder(projectFolder))
  return root === undefined ? undefined : { id: workspaceId(root), root }
}

/** No path that a system takes has more folders than this in any use. */
const mostSteps = 256

async function nearestMarked(start: string, home: string): Promise<string | undefined> {
  let folder = start
  for (let step = 0; step < mostSteps; step++) {
    if ((await isThere(join(folder, policyPath))) || (await isThere(acceptedPath(home, workspaceId(folder))))) return folder
    if (dirname(folder) === folder) return undefined
    folder = dirname(folder)
  }
  return undefined
}

/** A link counts too: that it is refused is for whoever reads it to say. */
async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined
}

async function realFolder(path: string | undefined): Promise<string | undefined> {
  if (path === undefined || !isAbsolute(path)) return undefined
  const real = await realpath(path).catch(() => undefined)
  return real !== undefined && (await stat(real).catch(() => undefined))?.isDirectory() ? real : undefined
}
