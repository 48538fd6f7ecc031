import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** What the stop hook reads about policies each time it is started. */
const entries = ['workspace.ts', 'policy-file.ts', 'policy-state.ts', 'accepted.ts']

/** All that a file imports at run time, by whatever way; types cost nothing. */
function importsFrom(path: string, seen: Set<string>): Set<string> {
  if (seen.has(path)) return seen
  seen.add(path)
  if (!path.startsWith('/')) return seen
  const found = readFileSync(path, 'utf8').matchAll(/^(?:import|export) (?!type )[^'\n]*from '([^']+)'/gm)
  for (const [, name] of found) importsFrom(name!.startsWith('.') ? join(path, '..', name!) : name!, seen)
  return seen
}

it('what the stop hook needs of a policy is plain Node, so that it starts in milliseconds', () => {
  const seen = new Set<string>()
  for (const entry of entries) importsFrom(join(import.meta.dirname, entry), seen)
  const foreign = [...seen].filter((name) => !name.startsWith('/') && !name.startsWith('node:'))
  expect(seen.size).toBeGreaterThan(10)
  expect(foreign).toEqual(['loop-core/workspace'])
})
