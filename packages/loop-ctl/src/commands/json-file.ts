import { readFile } from 'node:fs/promises'

/** What is wrong with one file. */
export interface Failure {
  path: string
  problem: string
}

/** What a file says, or undefined with the reason among the failures. */
export async function jsonIn(path: string, failures: Failure[]): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    failures.push({ path, problem: `cannot be read (${error.code})` })
  })
  if (text === undefined) return undefined
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    failures.push({ path, problem: `is no JSON: ${(error as Error).message}` })
    return undefined
  }
}

/** The same for a file that holds one object. */
export async function objectIn(path: string, failures: Failure[]): Promise<Readonly<Record<string, unknown>> | undefined> {
  const before = failures.length
  const value = await jsonIn(path, failures)
  if (failures.length > before) return undefined
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  failures.push({ path, problem: 'must hold one JSON object' })
  return undefined
}
