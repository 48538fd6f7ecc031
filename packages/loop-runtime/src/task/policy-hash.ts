import { createHash } from 'node:crypto'
import type { Task } from './task.ts'

type Rules = Pick<Task, 'testCommand' | 'typecheckCommand' | 'checks' | 'security' | 'quality' | 'evaluationCriteria'>

/** JSON whose text depends on the values alone, not on the order in which they were written. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (isPlain(inner) ? sorted(inner) : inner)) ?? 'null'
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Built by definition, so that no key means anything else to an object. */
function sorted(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Names the rules that a run or a receipt stands under: commands, security, quality and criteria. */
export function policySha256(rules: Rules): string {
  const { testCommand, typecheckCommand, checks, security, quality, evaluationCriteria } = rules
  const commands = { tests: testCommand, typecheck: typecheckCommand, checks }
  return sha256(canonicalJson({ commands, security, quality, criteria: evaluationCriteria }))
}
