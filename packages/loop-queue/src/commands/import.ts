import { parseArgs } from 'node:util'
import { type CommandDefinition, type CommandSurroundings, LoopError } from 'loop-core'
import { formatNames, type Problem } from '../formats/format.ts'
import { printable } from './printable.ts'
import { readPaths, readStdin, type Sources } from './source-files.ts'
import { oneOf, readWords, usage } from './usage.ts'

const summary = `Import tasks from files or a folder of task-master, Backlog.md or beads, or from an export.
PATH… | -  a file, a folder (backlog, .taskmaster, .beads), or - for standard input; links are left out
--format F  ${formatNames.join(', ')}; found out unless given
--approve  what waits is approved, not open
--loop-name NAME  for tasks that name no loop
--dry-run  only say what would be done
--strict  any problem refuses all
--json  the answer as JSON`

/** `import PATH… | -`: reads files where the command is typed and hands their texts to the queue. */
export const importCommand: CommandDefinition = {
  name: 'import',
  summary,
  async run(words, surroundings) {
    const { values, positionals } = readWords(() => parseArgs({ args: [...words], options, allowPositionals: true }))
    if (values.help) return explain(surroundings)
    const format = oneOf(['auto', ...formatNames], values.format ?? 'auto', '--format')
    const sources = await readSources(positionals, format, surroundings)
    if (values.strict) refuseProblems(sources.problems)
    if (sources.files.length === 0) throw nothingToRead(sources)
    const { approve, 'loop-name': loop_name, 'dry-run': dry_run, strict } = values
    const input = { files: sources.files, format, approve, loop_name, dry_run, strict }
    const answer = (await surroundings.caller.call('import_tasks', input, { signal: surroundings.signal })) as Answer
    const whole = withProblems(answer, sources.problems)
    surroundings.stdout.write(`${values.json ? JSON.stringify(whole, null, 2) : inWords(whole, values)}\n`)
    return 0
  },
}

const flag = { type: 'boolean' } as const
const value = { type: 'string' } as const
const options = {
  format: value,
  'loop-name': value,
  approve: flag,
  'dry-run': flag,
  strict: flag,
  json: flag,
  help: { ...flag, short: 'h' },
} as const

function explain({ stdout }: CommandSurroundings): number {
  stdout.write(`Usage: import PATH… | - [options]\n\n${summary}\n`)
  return 0
}

async function readSources(paths: readonly string[], format: string, { stdin }: CommandSurroundings): Promise<Sources> {
  if (paths.length === 0) throw usage('This needs the path of a file or a folder, or - for standard input.')
  if (!paths.includes('-')) return readPaths(paths)
  if (paths.length > 1) throw usage('Standard input (-) is read alone, not together with files.')
  return readStdin(stdin, format)
}

function nothingToRead({ problems }: Sources): LoopError {
  const reasons = problems.slice(0, 20).map(({ where, text }) => `${where}: ${text}`)
  return usage('There is nothing to import.', reasons)
}

function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length === 0) return
  const [first] = problems
  const message = `There are problems with ${problems.length} files, so nothing was imported. ${first!.where}: ${first!.text}`
  throw new LoopError('invalid_input', message, { code: 'problems', details: { problems: problems.slice(0, 100) } })
}

interface Answer extends Record<'created' | 'updated' | 'unchanged' | 'loops' | 'dependencies' | 'comments' | 'problem_count', number> {
  format: string
  skipped: Record<string, number>
  problems: Problem[]
}

/** What could not be read here belongs to what the queue says of the rest. */
function withProblems(answer: Answer, problems: readonly Problem[]): Answer {
  const all = [...problems, ...answer.problems].slice(0, 100)
  return { ...answer, problems: all, problem_count: answer.problem_count + problems.length }
}

function inWords(answer: Answer, { approve, 'dry-run': isRehearsal }: { approve?: boolean; 'dry-run'?: boolean }): string {
  const { format, created, updated, unchanged, loops, dependencies, comments, skipped, problems, problem_count } = answer
  const lines = [
    `${format}: ${created} created, ${updated} updated, ${unchanged} unchanged`,
    `new: ${loops} loops, ${dependencies} dependencies, ${comments} comments`,
    ...Object.entries(skipped).map(([kind, count]) => `skipped: ${count} ${kind}`),
    ...(problem_count > 0 ? [`${problem_count} problems:`] : []),
    ...problems.map(({ where, text }) => `  ${where}: ${text}`),
    ...(problem_count > problems.length ? [`  and ${problem_count - problems.length} more`] : []),
  ]
  if (isRehearsal) lines.push('Nothing was written.')
  else if (created > 0 && !approve) lines.push('What waits is open until a person approves it; --approve does so at once.')
  return lines.map(printable).join('\n')
}
