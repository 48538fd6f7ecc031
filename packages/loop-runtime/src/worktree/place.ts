import { mkdir, realpath } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Runtime } from '../runtime.ts'

type Around = Pick<Runtime, 'environment'>

/** Where the worktrees of all runs are: with everything else of Loop that belongs to no workspace. */
export async function worktreesFolder({ environment }: Around): Promise<string> {
  const folder = join(environment.LOOP_HOME || join(homedir(), '.loop'), 'data', 'worktrees')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return realpath(folder)
}

/** Whether a path is that of a worktree of ours, and may be removed; a record of a run may come from anywhere. */
export async function isOurs(runtime: Around, path: string): Promise<boolean> {
  return dirname(path) === (await worktreesFolder(runtime))
}
