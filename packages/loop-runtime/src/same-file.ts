import { statSync } from 'node:fs'
import { traceLost } from './refusals.ts'

/** Refuses to go on where the file that was opened is gone: it could still be written to, and nobody would ever find it. */
export function sameFile(path: string): () => void {
  const now = () => statSync(path, { throwIfNoEntry: false })?.ino
  let opened: number | undefined
  return () => {
    if (opened !== undefined && now() !== opened) throw traceLost(path)
    // The first transaction makes it.
    opened ??= now()
  }
}

/** The same for a file that this process keeps open. */
export function keptFile(path: string): () => void {
  const check = kept.get(path) ?? sameFile(path)
  kept.set(path, check)
  return check
}

const kept = new Map<string, () => void>()
