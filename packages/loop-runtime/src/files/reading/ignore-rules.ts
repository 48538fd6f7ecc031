import ignore, { type Ignore } from 'ignore'
import { isCostly } from '../paths/glob.ts'

/** Says of a path from the root whether it is left out; a folder's ends in `/`. */
export type IgnoreRules = Ignore

/** The rules of a folder that no `.gitignore` speaks of. */
export function noRules(): IgnoreRules {
  return ignore({ ignorecase: process.platform === 'win32' || process.platform === 'darwin' })
}

/** Adds what the `.gitignore` of a folder says to what those above say; the folder is empty or ends in `/`. */
export function withRules(above: IgnoreRules, folder: string, text: string): IgnoreRules {
  // Blanks at the end count only behind a backslash.
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => line.replace(/(?<!\\) +$/, ''))
  return noRules()
    .add(above)
    .add(lines.filter((line) => !/^!?\/?$/.test(line) && !line.startsWith('#') && !isCostly(line)).map((line) => fromRoot(folder, line)))
}

/** Says the same from the root as a line says from its folder. */
function fromRoot(folder: string, line: string): string {
  const negation = line.startsWith('!') ? '!' : ''
  const pattern = line.slice(negation.length)
  // A slash anywhere but at the end ties a pattern to its folder.
  const place = /\/(?!\s*$)/.test(pattern) ? pattern.replace(/^\//, '') : `**/${pattern}`
  return `${negation}/${folder.replace(/[\\*?[\] ]/g, '\\$&')}${place}`
}
