import picomatch from 'picomatch'
import { invalidInput } from '../refusals.ts'

const longestGlob = 256

/** More of them, and one hostile name could keep the matcher busy for minutes. */
const mostStarsAPart = 3
const mostDoubleStars = 3

/** Says of paths whether a glob of `*`, `**`, `?`, `[…]` and `{a,b}` names them; one without a slash names files at any depth. */
export function globMatcher(glob: string): (path: string) => boolean {
  const plain = glob.replace(/^(?:\.?\/)+/, '').replace(/\/$/, '/**')
  if (plain === '' || glob.length > longestGlob || isCostly(plain))
    throw invalidInput(
      `The glob must have 1 to ${longestGlob} characters, with at most ${mostDoubleStars} "**" and ${mostStarsAPart} "*" in a part.`,
      'Write a simpler one, such as src/**/*.ts.',
    )
  return matcher([withoutRegex(plain.includes('/') ? plain : `**/${plain}`)])
}

/** Says of folded paths whether one of the operator's globs names them, at any depth; `below` takes all that is in such a folder, too. */
export function anyDepthMatcher(globs: readonly string[], { below }: { below: boolean }): (folded: string) => boolean {
  const patterns = globs.map((glob) => `**/${foldPath(withoutRegex(glob.replace(/^(?:\.?\/)+/, '').replace(/\/$/, '')))}`)
  if (patterns.length === 0) return () => false
  return matcher(below ? patterns.flatMap((pattern) => [pattern, `${pattern}/**`]) : patterns)
}

/** The form in which names are compared where case, composition and characters that nobody sees do not count. */
export function foldPath(path: string): string {
  // Upper case first: some small letters, such as the long s, have one only on the way through it.
  return path
    .normalize('NFC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toUpperCase()
    .toLowerCase()
}

/** Whether a pattern has more stars than can be matched in a moment. */
export function isCostly(pattern: string): boolean {
  const parts = pattern.split('/')
  const doubles = pattern.match(/\*\*+/g) ?? []
  return doubles.length > mostDoubleStars || parts.some((part) => (part.match(/\*+/g) ?? []).length > mostStarsAPart)
}

/** With one argument only, since picomatch reads more from a second one, such as the index that `filter` hands over. */
function matcher(patterns: string[]): (path: string) => boolean {
  const matches = picomatch(patterns, picoOptions)
  return (path) => matches(path)
}

const picoOptions = { fastpaths: false, dot: true, windows: false, nonegate: true, noextglob: true } as const

/** What picomatch would hand on to its regular expression as more than a character. */
function withoutRegex(glob: string): string {
  return glob.replace(/(?<!\\)[()+|]/g, '\\$&')
}
