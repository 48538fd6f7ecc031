import picomatch from 'picomatch'

/**
 * Says of a path beneath the root, written with `/`, whether one of the globs names it; no globs name every path.
 *
 * It brings picomatch along, so the stop hook imports this file only where a criterion has paths.
 */
export function matcher(globs: readonly string[]): (path: string) => boolean {
  // Paths come from git, which writes them with a slash and in their own case everywhere.
  // Its short cut for a few common globs takes `*.*` to want a letter behind the dot.
  return globs.length === 0 ? () => true : picomatch([...globs], { dot: true, windows: false, fastpaths: false })
}
