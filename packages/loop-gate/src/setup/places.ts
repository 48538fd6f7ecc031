import { homedir } from 'node:os'
import type { Places } from './targets.ts'

/** Whose files are meant: those of the person, and of the project in which they are. */
export function placesOf({ HOME, LOOP_WORKSPACE }: Readonly<Record<string, string | undefined>>): Places {
  return { home: HOME || homedir(), root: LOOP_WORKSPACE || process.cwd() }
}
