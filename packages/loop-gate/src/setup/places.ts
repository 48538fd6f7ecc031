import { homedir } from 'node:os'
import { resolve } from 'node:path'
import type { Places } from './targets.ts'

/** Whose files are meant: those of the person, and of the project in which they are. Two clients let the person move their folder. */
export function placesOf(environment: Readonly<Record<string, string | undefined>>): Places {
  const { HOME, LOOP_WORKSPACE, CLAUDE_CONFIG_DIR, CODEX_HOME } = environment
  const moved = {
    ...(CLAUDE_CONFIG_DIR && { '.claude': resolve(CLAUDE_CONFIG_DIR) }),
    ...(CODEX_HOME && { '.codex': resolve(CODEX_HOME) }),
  }
  return { home: HOME || homedir(), root: LOOP_WORKSPACE || process.cwd(), moved }
}
