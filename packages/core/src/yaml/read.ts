import type { z } from 'zod'
import { readYaml, type YamlDocument } from './document.ts'
import { mostFaults, type YamlFault } from './fault.ts'
import { problemOf } from './problem.ts'

type Issue = z.core.$ZodIssue

export interface YamlOptions {
  /** What the text is, in the words of its faults, such as `policy`. */
  noun: string
  /** In bytes. */
  largest: number
  /** What is said of a key that the schema does not know. */
  unknown?: (path: readonly PropertyKey[]) => string
}

/** What a text says, both as it was written and as its schema takes it. */
export interface YamlRead<Schema extends z.ZodType> {
  written: z.input<Schema>
  value: z.output<Schema>
}

/** Reads YAML that a person wrote, or says what is wrong at which line and key; a hostile text costs no more than a refusal. */
export function readYamlAs<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  options: YamlOptions,
): YamlRead<Schema> | { faults: YamlFault[] } {
  if (Buffer.byteLength(text) > options.largest) return { faults: [tooLarge(options)] }
  const document = readYaml(text, options.noun)
  if ('faults' in document) return { faults: inOrder(document.faults) }
  const { data, success, error } = schema.safeParse(document.value)
  if (success) return { written: document.value as z.input<Schema>, value: data }
  const { unknown = () => 'is unknown' } = options
  return { faults: inOrder(error.issues.flatMap((issue) => faultsOf(issue, { ...document, unknown }))) }
}

function tooLarge({ noun, largest }: YamlOptions): YamlFault {
  return { line: 1, column: 1, key: '', problem: `A ${noun} has at most ${largest / 1_024} KiB` }
}

function inOrder(faults: readonly YamlFault[]): YamlFault[] {
  return [...faults].sort((a, b) => a.line - b.line || a.column - b.column).slice(0, mostFaults)
}

type Told = YamlDocument & Required<Pick<YamlOptions, 'unknown'>>

/** Unknown keys are told of one by one; of several readings of a value the one that fits its type. */
function faultsOf(issue: Issue, document: Told, above: readonly PropertyKey[] = []): YamlFault[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, mostFaults).map((key) => document.faultAt([...path, key], document.unknown([...path, key])))
  const near = issue.code === 'invalid_union' && issue.errors.find((issues) => !issues.some(isOfAnotherSort))
  if (near) return near.flatMap((inner) => faultsOf(inner, document, path))
  return [document.faultAt(path, document.has(path) || path.length === 0 ? problemOf(issue) : 'is missing')]
}

/** Whether a value is of another sort altogether. */
function isOfAnotherSort({ path, code }: Issue): boolean {
  return path.length === 0 && /^invalid_(type|value|format)$/.test(code)
}
