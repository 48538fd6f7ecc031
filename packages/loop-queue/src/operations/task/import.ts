import { LoopError, operation, type TransactionContext, text } from 'loop-core'
import { z } from 'zod'
import { type Imported, importDocument } from '../../changes/import/index.ts'
import * as field from '../../fields.ts'
import { type FormatName, formatNames, type Problem, type SourceDocument } from '../../formats/format.ts'
import { detectFormat, formats } from '../../formats/index.ts'
import { openQueue } from '../../queue.ts'
import { undone } from '../../storage/undo.ts'
import { someObject } from '../../views/some-object.ts'

const mostFiles = 5_000
const mostContent = 32 * 1024 * 1024
const shownProblems = 100

const counts = { created: z.int(), updated: z.int(), unchanged: z.int() }
const ProblemView = z.object({ where: z.string(), code: z.string(), text: z.string() })

const Input = z.object({
  // Readers replace what is no text, so that one bad file is a problem of its own and not of the whole call.
  files: z
    .array(z.strictObject({ path: text(300, 1), content: z.string().max(mostContent) }))
    .min(1)
    .max(mostFiles)
    .describe('32 MiB together'),
  format: z.enum(['auto', ...formatNames]).optional(),
  approve: z.boolean().optional().describe('What waits is approved, not open'),
  loop_name: field.name.optional().describe('For tasks that name no loop'),
  dry_run: z.boolean().optional().describe('Only say what would be done'),
  strict: z.boolean().optional().describe('Any problem refuses all'),
})

export const importTasks = operation({
  name: 'import_tasks',
  title: 'Import tasks',
  summary: 'Take tasks over from task-master, Backlog.md, beads or export_tasks. Again: takes what changed there, keeps what changed here.',
  kind: 'write',
  roles: ['user', 'orchestrator'],
  rest: ['POST /api/v1/import'],
  command: 'task import',
  toolsets: [],
  input: Input,
  output: z.object({
    format: z.enum(formatNames),
    ...counts,
    skipped: z.record(z.string(), z.int()),
    loops: z.int(),
    dependencies: z.int(),
    comments: z.int(),
    problems: z.array(ProblemView),
    problem_count: z.int(),
    next: z.string(),
  }),
  advertised: someObject,
  async run({ files, format: wanted = 'auto', loop_name, approve = false, dry_run = false, strict = false }, context) {
    requireSize(files)
    const format = wanted === 'auto' ? requireFormat(files) : formats[wanted]
    const document = format.read(files, { loopName: loop_name })
    const work = async (inner: TransactionContext) => {
      if (strict) refuseProblems(document.problems)
      const imported = await importDocument(await openQueue(inner), { document, format: format.name, approve })
      if (strict) refuseProblems(document.problems)
      return imported
    }
    const imported = dry_run ? await undone(context.db, () => work({ ...context, emit() {}, enqueue() {} })) : await work(context)
    return answer(format.name, document, imported, dry_run)
  },
})

type Files = z.output<typeof Input>['files']

function requireSize(files: Files): void {
  const bytes = files.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0)
  if (bytes <= mostContent) return
  throw new LoopError('invalid_input', `The files have ${bytes} bytes; together they can have at most ${mostContent}.`, {
    code: 'too_many',
    hints: ['Import them in several calls: what refers to a file of another call is left out.'],
    details: { limit: mostContent, count: bytes },
  })
}

function requireFormat(files: Files) {
  const format = detectFormat(files)
  if (format) return format
  throw new LoopError('invalid_input', `None of these files looks like one of ${formatNames.join(', ')}.`, {
    code: 'unknown_format',
    hints: [
      'Give format, and the paths as they are in the project, such as .taskmaster/tasks/tasks.json or backlog/tasks/task-1 - Title.md.',
    ],
  })
}

function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length === 0) return
  const first = shown(problems)[0]!
  throw new LoopError('invalid_input', `There are ${problems.length} problems, so nothing was imported. ${first.where}: ${first.text}`, {
    code: 'problems',
    hints: ['Without strict all the rest is imported.'],
    details: { problems: shown(problems), problem_count: problems.length },
  })
}

function shown(problems: readonly Problem[]): Problem[] {
  return problems.slice(0, shownProblems).map(({ where, code, text }) => ({ where: where.slice(0, 500), code, text: text.slice(0, 500) }))
}

function answer(format: FormatName, { problems, skipped }: SourceDocument, imported: Imported, isRehearsal: boolean) {
  return { format, ...imported, skipped, problems: shown(problems), problem_count: problems.length, next: nextOf(imported, isRehearsal) }
}

function nextOf({ created, updated }: Imported, isRehearsal: boolean): string {
  if (isRehearsal) return 'Nothing was written; the same call without dry_run does it.'
  if (created > 0) return 'get_loop_queue shows the loops; a person approves what is open with bulk_update_tasks.'
  return updated > 0 ? 'list_tasks with view "all" shows the tasks.' : 'Nothing was new.'
}
