import { changedPaths } from 'loop-core/workspace'
import { type Look, matcherOf } from './look.ts'

const mostNames = 10
const longestName = 100

/** The first files among the paths of a criterion that differ between two looks, for people and agents to read. */
export async function changedNames(before: Look, after: Look, paths: readonly string[]): Promise<string[]> {
  const matches = await matcherOf(paths)
  return named(changedPaths(before.listing, after.listing).filter(matches))
}

/** The first of some paths, as they can be read. */
export function named(paths: readonly string[]): string[] {
  return paths.slice(0, mostNames).map(readable)
}

/** A name may hold anything; it is shown on one line and no terminal obeys it. */
function readable(path: string): string {
  return path.replace(/[\p{C}\u2028\u2029]/gu, '?').slice(0, longestName)
}
