import type { CommandCriterion } from '../policy/policy.ts'
import { sha256 } from '../sha256.ts'

/** What of a criterion makes its runs comparable. */
export type Command = Pick<CommandCriterion, 'run' | 'cwd' | 'env' | 'paths' | 'counts'>

/** Names all that makes a run this run: sha256 in hex; the order of environment variables plays no part. */
export function commandHash({ run, cwd, env, paths, counts }: Command): string {
  const sorted = Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1))
  return sha256(JSON.stringify({ argv: run, counts, cwd, env: sorted, paths }))
}
