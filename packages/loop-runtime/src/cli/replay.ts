import { readFile } from 'node:fs/promises'
import { type CommandDefinition, readOptions, usage } from 'loop-core'
import type { Difference, Replayed } from '../replay/replay.ts'
import type { RunRow } from '../storage/tables.ts'
import { namedTracePath, usualTracePath } from '../task/trace-path.ts'
import { plainLine } from '../view/plain-text.ts'
import { taskMissing } from './refusals.ts'

const options = { 'trace-db': { type: 'string' }, task: { type: 'string' } } as const

/** Shows what another task would have made of a recorded run. */
export const replay: CommandDefinition = {
  name: 'replay',
  summary: `Hold a recorded run to another task: replay RUN. Exits with 1 where anything would be decided otherwise.
What the model said, tools answered and people decided is taken from the recording: nothing is asked, done or written.
--task FILE      the gates to hold it to; those of the run itself unless given
--trace-db FILE  where it is recorded; ${usualTracePath} of this folder unless given
--json           the answer as JSON`,
  async run([id, ...words], { environment, print }) {
    if (id === undefined || id.startsWith('-')) throw usage('Say which run: replay RUN')
    const { 'trace-db': named = namedTracePath(environment) ?? usualTracePath, task: file } = readOptions(words, options)
    const written = file === undefined ? undefined : await readFile(file, 'utf8').catch(() => Promise.reject(taskMissing(file)))
    // Servers carry this command along and never need what opens another database.
    const { replayTrace } = await import('./replay-trace.ts')
    const { run, replayed } = await replayTrace({ path: named, id }, written)
    await print({ run_id: run.id, recorded_status: run.status, ...replayed }, () => inWords(run, replayed))
    return replayed.differences.length === 0 ? 0 : 1
  },
}

function inWords({ id, status }: RunRow, { compared, differences, status: now }: Replayed): string {
  if (differences.length === 0) return `${id}, ${status}: all ${compared} decisions are the same.`
  const ends = status === now ? `${status} both times` : `${status}, now ${now}`
  return [`${id}, ${ends}: ${differences.length} decisions differ.`, ...differences.map(line)].join('\n')
}

function line({ iteration, gate, decided, now, why }: Difference): string {
  return `  iteration ${iteration} · ${plainLine(`${gate}: ${decided} → ${now}`)}\n      ${plainLine(why, 400)}`
}
