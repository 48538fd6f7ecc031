import { join } from 'node:path'
import { listNames } from '../reading/list-names.ts'
import { isListed } from '../reading/names.ts'
import type { WorkspaceFiles } from '../workspace-files.ts'
import { type DiffPlace, inRepository } from './tracked.ts'

/** Names the files that git does not know and does not ignore, those of repositories inside included; undefined where git cannot say. */
export async function untrackedNames({ root }: WorkspaceFiles, place: DiffPlace): Promise<string[] | undefined> {
  const answer = await place.git(['ls-files', '-z', '--others', '--exclude-standard', '--', ...inRepository(place)])
  if (answer.exitCode !== 0 || answer.tooLong) return undefined
  const found = answer.stdout.toString('utf8').split('\0').filter(Boolean)
  const names = found.map((name) => name.slice(place.scope.length))
  const nested = await Promise.all(names.filter((name) => name.endsWith('/')).map((folder) => namesBelow(root, folder)))
  return [...names.filter((name) => !name.endsWith('/')), ...nested.flat()].filter((name) => isListed(name) && isWithin(place.paths, name))
}

/** Whether a file is one of some paths or lies beneath one; no paths stand for all. */
export function isWithin(paths: readonly string[], name: string): boolean {
  return paths.length === 0 || paths.some((path) => path === '.' || name === path || name.startsWith(`${path}/`))
}

async function namesBelow(root: string, folder: string): Promise<string[]> {
  const { names } = await listNames(join(root, folder, '.'))
  return names.map((name) => folder + name)
}
