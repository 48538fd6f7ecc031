import { join } from 'node:path'
import { claude } from '../../packages/loop-gate/src/clients/fixtures/payloads.ts'
import type { GatedFolder } from './gated-folder.ts'
import { answerOf, type Program } from './run-node.ts'
import { hookFile } from './servers.ts'

/** The policy of the rows that measure time: one command, which has passed before anything is measured. */
export const quickPolicy = `version: 1
mode: enforce
criteria:
  - { id: test, run: [node, -e, "0"], counts: none }
`

type Place = Pick<GatedFolder, 'root' | 'home'>

/** The stop hook as a client calls it after work in a folder. */
export function hookIn({ root, home }: Place, more: object = {}): Program {
  const environment = { PATH: process.env.PATH ?? '', HOME: home, LOOP_HOME: home }
  return { words: [hookFile, '--budget', '100'], environment, cwd: root, input: stopIn(root, more) }
}

/** What Claude Code says at a stop. */
export function stopIn(cwd: string, more: object = {}): string {
  return JSON.stringify({ ...claude.stop, cwd, transcript_path: join(cwd, 'none.jsonl'), ...more })
}

/** Begins a session, changes a file and lets the first stop run the check, so that nothing is left to run. */
export async function workedIn(folder: GatedFolder): Promise<void> {
  const start = { ...claude.session_start, cwd: folder.root, source: 'startup' }
  await answerOf({ ...hookIn(folder), input: JSON.stringify(start) })
  folder.write('src/part-0/file-0.js', 'export const value = -1\n')
  await requireLetGo(folder)
}

/** A stop that is held would not be the one that is measured. */
async function requireLetGo(folder: GatedFolder): Promise<void> {
  const answer = await answerOf(hookIn(folder, { prompt_id: 'first' }))
  if (answer !== '{}') throw new Error(`The stop was not let go: ${answer}`)
}
