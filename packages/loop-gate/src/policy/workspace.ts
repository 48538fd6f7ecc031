import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { sha256 } from '../sha256.ts'
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
  return `ws_${sha256(root).slice(0, 16)}`
}

/** Where the accepted policy of a workspace is kept. */
export function acceptedPath(home: string, id: string): string {
  return join(home, 'gate', `${id}.json`)
}

/** The nearest folder with a policy, in its file or accepted before: from the working folder upwards, else from the client's project folder. */
export async function findWorkspace({ cwd, projectFolder, home }: WorkspaceSearch): Promise<Workspace | undefined> {
  const copies = new Set(await readdir(join(home, 'gate')).catch(() => []))
  const root = (await nearestMarked(await realFolder(cwd), copies)) ?? (await nearestMarked(await realFolder(projectFolder), copies))
  return root === undefined ? undefined : { id: workspaceId(root), root }
}

/** No path that a system takes has more folders than this in any use. */
const mostSteps = 256

async function nearestMarked(start: string | undefined, copies: ReadonlySet<string>): Promise<string | undefined> {
  let folder = start
  for (let step = 0; folder !== undefined && step < mostSteps; step++) {
    if ((await isThere(join(folder, policyPath))) || (copies.size > 0 && copies.has(`${workspaceId(folder)}.json`))) return folder
    folder = dirname(folder) === folder ? undefined : dirname(folder)
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
