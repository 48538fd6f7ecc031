import type { ToolCall } from '../decision.ts'
import type { Criterion, Task } from '../task/task.ts'
import { judgeCriterion } from './criterion-verdict.ts'
import type { Evidence } from './evidence-types.ts'

/** The commands that a final answer needs and that nobody has shown on the present files, each once. */
export function dueChecks(task: Task, evidence: Evidence): ToolCall[] {
  const required = task.evaluationCriteria.filter((criterion) => criterion.required && !judgeCriterion(criterion, task, evidence).pass)
  const calls = required.flatMap((criterion) => callOf(criterion) ?? [])
  return calls.filter((call, index) => calls.findIndex((other) => JSON.stringify(other) === JSON.stringify(call)) === index)
}

function callOf({ kind, check }: Criterion): ToolCall | undefined {
  if (kind === 'tests_passed') return { tool: 'repo_run_tests', args: {} }
  if (kind === 'typecheck_passed') return { tool: 'repo_run_typecheck', args: {} }
  return kind === 'check_passed' ? { tool: 'repo_run_check', args: { check } } : undefined
}
