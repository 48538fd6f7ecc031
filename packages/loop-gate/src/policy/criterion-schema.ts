import { z } from 'zod'
import { Globs, line, placeFault, refusing, text, Variables } from './policy-fields.ts'
import { faultOfLine, wordsOfLine } from './words-of-run.ts'

const common = {
  id: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'must begin with a small letter, then at most 39 of a-z, 0-9, _ and -')
    .refine((id) => id !== 'protected', 'means the protected files where something is waived: take another')
    .describe('Its name, unique in this policy.'),
  title: line(120).optional().describe('For people; the id unless given.'),
  required: z.boolean().default(true).describe('Whether a stop needs it.'),
  paths: Globs.default([]).describe('The files that it is about; all unless given.'),
}

/** The first word is the program; an argument may be empty. */
const Words = z
  .array(text(4_000, 0))
  .min(1)
  .max(64)
  .refine(([program]) => program?.trim() !== '', { message: 'must name a program', path: [0] })

const Line = z.string().max(4_000).superRefine(refusing(faultOfLine)).transform(wordsOfLine).pipe(z.array(z.string()).max(64))

const Counts = z
  .templateLiteral(['junit:', z.string().min(1).max(1_000)])
  .superRefine(refusing((rule) => placeFault(rule.slice('junit:'.length))))

const Command = z.strictObject({
  ...common,
  kind: z
    .literal('command')
    .optional()
    .transform(() => 'command' as const),
  run: z
    .union([Line, Words], 'must be a list of texts: the program and its arguments')
    .describe('The program and its arguments. No shell is ever implied.'),
  cwd: text(1_000).superRefine(refusing(placeFault)).default('.').describe('A folder beneath the root.'),
  env: Variables.default({}).describe('Variables for this command, besides those of the caller.'),
  timeout_seconds: z.int().min(1).max(3_600).default(300),
  on_stop: z.enum(['run', 'require']).default('run').describe('run: the stop hook may run it. require: it only asks for it.'),
  min_tests: z
    .union([z.int().min(1).max(1_000_000), z.literal('keep')], 'must be a whole number from 1 on, or keep')
    .optional()
    .transform((least) => least ?? null)
    .describe('At least so many tests must have passed; keep: as many as there were tests in any of the last five runs.'),
  counts: z
    .union([z.enum(['auto', 'none']), Counts], 'must be auto, none or junit:<path beneath the root>')
    .default('auto')
    .describe('Where the numbers of tests are read.'),
  writes: z.boolean().default(false).describe('Whether it may change files of its own paths.'),
  max_age_minutes: z.int().min(1).max(43_200).default(1_440),
})

const GitClean = z.strictObject({ ...common, kind: z.literal('git_clean') })

const Forbid = z.strictObject({
  ...common,
  kind: z.literal('forbid'),
  patterns: z.array(text(80, 3)).min(1).max(20).describe('Literal texts that no changed file may hold.'),
})

const Human = z.strictObject({ ...common, kind: z.literal('human') })

const Fact = z.strictObject({
  ...common,
  kind: z.literal('fact'),
  fact: line(200).describe('What another module knows, such as queue.ready_count.'),
  op: z.enum(['eq', 'ne', 'lte', 'gte']),
  value: z.union([text(500, 0), z.number(), z.boolean()], 'must be a text, a number, true or false'),
})

/** One criterion as it is written; `kind` is `command` unless given. */
export const CriterionFile = z.discriminatedUnion(
  'kind',
  [Command, GitClean, Forbid, Human, Fact],
  'must be command, git_clean, forbid, human or fact',
)
