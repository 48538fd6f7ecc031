import { isAbsolute, join } from 'node:path'

/** What the command of a hook starts: our program, and the words behind it that make it the hook. */
export interface HookProgram {
  path: string
  words: readonly string[]
  /** Whether the command names it in full, and not from the folder in which it happens to be called. */
  absolute: boolean
}

const ours = /[\\/]loop-gate[\\/]dist[\\/](hook|bin)\.js$/

/** The file that the command of a hook starts; undefined where only a shell could tell, as with variables or npx. */
export function hookProgram(command: string, root: string): HookProgram | undefined {
  const path = wordsOf(command).find((word) => ours.test(word))
  if (path === undefined || /[$`~%]/.test(path)) return undefined
  const absolute = isAbsolute(path)
  return { path: absolute ? path : join(root, path), words: path.endsWith('bin.js') ? ['hook'] : [], absolute }
}

/** As a shell would part them, as far as that goes without one. */
export function wordsOf(command: string): string[] {
  const words = command.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []
  return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'))
}
