import type { z } from 'zod'
import { mostFaults, type PolicyFault } from './fault.ts'
import type { Policy } from './policy.ts'
import { largestPolicy } from './policy-path.ts'
import { PolicyFile } from './policy-schema.ts'
import { problemOf } from './problem.ts'
import { readYaml, type YamlDocument } from './yaml-document.ts'

export { type PolicyFault, sayFault } from './fault.ts'

type Issue = z.core.$ZodIssue

/** Reads the text of `.loop/gate.yaml` and fills in every default, or says what is wrong at which line and key. */
export function readPolicy(text: string): { policy: Policy } | { faults: PolicyFault[] } {
  if (Buffer.byteLength(text) > largestPolicy) return { faults: [tooLarge] }
  const document = readYaml(text)
  if ('faults' in document) return { faults: inOrder(document.faults) }
  const { data, error } = PolicyFile.safeParse(document.value)
  if (data) return { policy: data }
  return { faults: inOrder(error.issues.flatMap((issue) => faultsOf(issue, document))) }
}

const tooLarge = { line: 1, column: 1, key: '', problem: `A policy has at most ${largestPolicy / 1_024} KiB` }

function inOrder(faults: readonly PolicyFault[]): PolicyFault[] {
  return [...faults].sort((a, b) => a.line - b.line || a.column - b.column).slice(0, mostFaults)
}

/** Unknown keys are told of one by one; of several readings of a value the one that fits its type. */
function faultsOf(issue: Issue, document: YamlDocument, above: readonly PropertyKey[] = []): PolicyFault[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, mostFaults).map((key) => document.faultAt([...path, key], 'is unknown'))
  const near = issue.code === 'invalid_union' && issue.errors.find((issues) => !issues.some(isOfAnotherSort))
  if (near) return near.flatMap((inner) => faultsOf(inner, document, path))
  return [document.faultAt(path, document.has(path) || path.length === 0 ? problemOf(issue) : 'is missing')]
}

/** Whether a value is of another sort altogether. */
function isOfAnotherSort({ path, code }: Issue): boolean {
  return path.length === 0 && /^invalid_(type|value|format)$/.test(code)
}
