import { type CommandDefinition, readOptions, usage } from 'loop-core'

interface Change {
  was: string
  would_be: string
}

/** The answer of replay_decisions. */
interface Answer extends Record<string, unknown> {
  days: number
  stops: number
  held: { was: number; would_be: number }
  changes: (Change & { stops: number })[]
  unknown: { stops: number; of: Record<string, number> }
  different: (Change & { id: string; at: string })[]
  omitted: number
}

/** Says what another policy or mode would have made of the stops that were. */
export const replay: CommandDefinition = {
  name: 'replay',
  summary: `Judge the recorded stops of this folder again under another policy or mode. Runs nothing and writes nothing.
--days N       the stops of so many days, 7 unless given
--policy FILE  by this policy; else each by its own
--mode MODE    off, shadow, warn or enforce; else that of the policy`,
  async run(words, { caller, print }) {
    const { days, policy, mode } = readOptions(words, { days: { type: 'string' }, policy: { type: 'string' }, mode: { type: 'string' } })
    const input = {
      ...(days !== undefined && { days: Number(days) }),
      ...(policy !== undefined && { policy: await policyIn(policy) }),
      ...(mode !== undefined && { mode }),
    }
    const answer = (await caller.call('replay_decisions', input)) as Answer
    await print(answer, () => inWords(answer))
    return 0
  },
}

async function policyIn(path: string): Promise<string> {
  const { textIn } = await import('../setup/files.ts')
  const text = await textIn(path)
  if (text === undefined) throw usage(`There is no file ${path}.`)
  return text
}

function inWords({ days, stops, held, changes, unknown, different, omitted }: Answer): string {
  if (stops === 0) return `No stop was recorded in ${days} days.`
  const all = changes.map(({ was, would_be, stops: number }) => `  ${String(number).padStart(5)}  ${was} → ${would_be}`)
  const each = different.map(({ id, at, was, would_be }) => `  ${at}  ${id}  ${was} → ${would_be}`)
  return [
    `${stops} stops in ${days} days: ${held.was} were held, ${held.would_be} would be.`,
    ...['was → would be:', ...all],
    ...unknownLines(unknown),
    ...(each.length > 0 ? ['Those that would be different, the newest first:', ...each] : []),
    ...(omitted > 0 ? [`  and ${omitted} more`] : []),
    'Nothing was run. An agent that is held goes on, so what came after such a stop would have been different.',
  ].join('\n')
}

function unknownLines({ stops, of }: Answer['unknown']): string[] {
  if (stops === 0) return []
  const names = Object.entries(of).map(([name, number]) => `${name} (${number})`)
  return [`Of ${stops} nobody can say, since it was never recorded: ${names.join(', ')}.`]
}
