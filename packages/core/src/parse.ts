import type { z } from 'zod'
import { LoopError } from './error.ts'
import type { Operation } from './operation.ts'

/**
 * Parses a caller's input; the refusal names the fields that are wrong, up to ten, and what was expected.
 *
 * Its code is that of the first problem: `too_many` for a list, or what a schema says with `refine(…, { params: { code: 'bad_id' } })`.
 */
export async function parseInput(operation: Operation, input: unknown): Promise<unknown> {
  const result = await operation.input.safeParseAsync(input ?? {})
  if (result.success) return result.data
  const { issues } = result.error
  const problems = firstOfEach(issues.slice(0, 50).map(problemOf)).slice(0, 10)
  throw new LoopError('invalid_input', `${operation.name} cannot take this input: ${problems.map(sentence).join('; ')}.`, {
    code: codeOf(issues[0]!),
    hints: [`The arguments of ${operation.name} are: ${Object.keys(operation.input.shape).join(', ') || 'none'}.`],
    details: { fields: problems },
  })
}

/** Refuses arguments that name files: whoever shares a machine with the caller has read them before. */
export function refuseNamedFiles({ files = {} }: Operation, input: unknown): void {
  const given = Object.entries(files).find(([argument]) => typeof (input as Record<string, unknown> | undefined)?.[argument] === 'string')
  if (given === undefined) return
  const [argument, target] = given
  throw new LoopError('invalid_input', `${argument} names a file on your machine, which a server elsewhere cannot read.`, {
    code: 'file_elsewhere',
    hints: [`Send what it holds as ${target}; or call over stdio or the command line, which read it.`],
  })
}

/** Parses what a handler returned, so that only what is declared goes out; a mismatch is our own fault and becomes `internal`. */
export function checkOutput(operation: Operation, output: unknown): unknown {
  const result = operation.output.safeParse(output)
  if (result.success) return result.data
  throw new Error(`${operation.name} returned something that its output schema refuses: ${result.error.message}`)
}

interface Problem {
  field: string
  problem: string
}

function problemOf(issue: z.core.$ZodIssue): Problem {
  if (issue.code === 'unrecognized_keys') return { field: shortened(issue.keys.join(', ')), problem: 'is not an argument here' }
  const field = shortened(issue.path.join('.')) || 'input'
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return { field, problem: 'is required' }
  if (issue.code === 'invalid_value') return { field, problem: `must be one of ${issue.values.map(String).join(', ')}` }
  return { field, problem: issue.message }
}

/** The finer name of a problem, where it has one. */
function codeOf(issue: z.core.$ZodIssue): string | undefined {
  if (issue.code === 'custom') return issue.params?.code
  return issue.code === 'too_big' && issue.origin === 'array' ? 'too_many' : undefined
}

/** What else is wrong with a field often only follows from the first, as that a text in place of a list is too long. */
function firstOfEach(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ field }, index) => problems.findIndex((other) => other.field === field) === index)
}

/** The names of unknown fields are the caller's, and so is their length. */
function shortened(name: string): string {
  return name.length > 120 ? `${name.slice(0, 119)}…` : name
}

function sentence({ field, problem }: Problem): string {
  return `${field}: ${problem}`
}
