import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** The sources of this folder and of the workspace folder, with what they share with all others, without their tests. */
function sources(): { name: string; text: string }[] {
  const folder = join(import.meta.dirname, '..')
  const names = ['process', 'workspace'].flatMap((part) =>
    readdirSync(join(folder, part), { recursive: true }).map((name) => join(part, String(name))),
  )
  const wanted = [...names, 'map-limited.ts'].filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('fixtures'),
  )
  return wanted.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
}

test('processes and workspaces need nothing but Node and each other, so that they start fast', () => {
  const imported = sources().flatMap(({ text }) =>
    [...text.matchAll(/^(?:import|export) [^'\n]*from '([^']+)'/gm)].map(([, from]) => from!),
  )
  const foreign = imported.filter(
    (from) =>
      !/^(?:node:|\.\/|\.\.\/(?:\.\.\/process|process|digest|git|paths)\/|\.\.\/(?:strip-controls|test-counts|\.\.\/map-limited)\.ts$)/.test(
        from,
      ),
  )
  expect(imported.length).toBeGreaterThan(40)
  expect(foreign).toEqual([])
})

test('the environment is read in one place', () => {
  const readers = sources().filter(({ text }) => text.includes('process.env'))
  expect(readers.map(({ name }) => name)).toEqual(['process/environment.ts'])
})
