import { parseArgs } from 'node:util'
import type { CommandDefinition, CommandSurroundings } from 'loop-core'
import { formatNames, type SourceFile } from '../formats/format.ts'
import { printable } from './printable.ts'
import { oneOf, readWords, usage } from './usage.ts'
import { writeFiles } from './write-files.ts'

const summary = `Export tasks as files of task-master, Backlog.md or beads, or as one file that loses nothing (loop).
--format F  ${formatNames.join(', ')}
--out DIR  the folder to write to; nothing is written outside it
--loop ID  only the tasks of one loop
--force  replace files that are there
--json  the answer as JSON`

/** `export --format F --out DIR`: writes what the queue gives, beneath one folder. */
export const exportCommand: CommandDefinition = {
  name: 'export',
  summary,
  async run(words, surroundings) {
    const { values } = readWords(() => parseArgs({ args: [...words], options }))
    if (values.help) return explain(surroundings)
    const { out, format, loop: loop_id, force = false } = values
    if (format === undefined || out === undefined) throw usage('This needs --format and --out.')
    const input = { format: oneOf(formatNames, format, '--format'), loop_id, large: true }
    const { files, lossy } = (await surroundings.caller.call('export_tasks', input, { signal: surroundings.signal })) as Answer
    const written = await writeFiles(out, files, force)
    const answer = { out, files: written, lossy }
    surroundings.stdout.write(`${values.json ? JSON.stringify(answer, null, 2) : inWords(answer)}\n`)
    return 0
  },
}

interface Answer {
  files: SourceFile[]
  lossy: string[]
}

const flag = { type: 'boolean' } as const
const value = { type: 'string' } as const
const options = { format: value, out: value, loop: value, force: flag, json: flag, help: { ...flag, short: 'h' } } as const

function explain({ stdout }: CommandSurroundings): number {
  stdout.write(`Usage: export --format F --out DIR [options]\n\n${summary}\n`)
  return 0
}

const shownFiles = 20

function inWords({ out, files, lossy }: { out: string; files: readonly string[]; lossy: readonly string[] }): string {
  const lines = [
    `${files.length} files written to ${out}`,
    ...files.slice(0, shownFiles).map((path) => `  ${path}`),
    ...(files.length > shownFiles ? [`  and ${files.length - shownFiles} more`] : []),
    ...(lossy.length > 0 ? ['What the format cannot hold:'] : []),
    ...lossy.map((text) => `  ${text}`),
  ]
  return lines.map(printable).join('\n')
}
