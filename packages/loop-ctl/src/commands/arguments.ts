import { readFile } from 'node:fs/promises'
import { usage } from './usage.ts'

/** What stands behind an option that takes JSON, or `@` and the name of a file that holds it. */
export async function jsonArgument(option: string, given: string): Promise<unknown> {
  const text = given.startsWith('@') ? await readFile(given.slice(1), 'utf8').catch(() => undefined) : given
  if (text === undefined) throw usage(`${option} names the file ${JSON.stringify(given.slice(1))}, which cannot be read.`)
  try {
    return JSON.parse(text)
  } catch {
    throw usage(`${option} takes JSON, and this is none.`, ['In a shell, put it in single quotes.'])
  }
}

/** What stands behind an option that takes a whole number. */
export function countArgument(option: string, given: string): number {
  if (!/^\d{1,13}$/.test(given)) throw usage(`${option} takes a whole number, not ${JSON.stringify(given)}.`)
  return Number(given)
}
