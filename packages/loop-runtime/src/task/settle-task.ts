import { keyOf, problemOf } from 'loop-core/yaml'
import { type ActionTool, repositoryTools } from '../words.ts'
import { described, faultsOfCriteria, withRequired } from './criteria.ts'
import { priceUnknown, taskInvalid } from './refusals.ts'
import { TaskFields } from './schema.ts'
import type { RunnableTask, Task, WrittenTask } from './task.ts'

/** What is known of a task before its defaults. */
export interface TaskSources {
  file?: WrittenTask
  /** What the operator says of one folder. */
  workspace?: WrittenTask
  flags?: WrittenTask
}

/** Flags beat what is said of a folder, which beats the file, which beats the defaults; refuses a task whose rules could not be kept. */
export function settleTask({ file = {}, workspace = {}, flags = {} }: TaskSources): Task {
  const { data, error } = TaskFields.safeParse(overlaid(overlaid(file, workspace), flags))
  if (error) throw taskInvalid(error.issues.map((issue) => ({ key: keyOf(issue.path), problem: problemOf(issue) })))
  const { security, checks, quality, evaluationCriteria } = data
  const task: Task = {
    ...data,
    security: { ...security, allowedTools: [...new Set(security.allowedTools ?? usualTools(checks))] },
    evaluationCriteria: withRequired(evaluationCriteria.map(described), quality),
  }
  refuseWhatCannotBeKept(task)
  return task
}

/** Refuses a task without a goal or a workspace. */
export function runnable(task: Task): RunnableTask {
  const { goal, workspace } = task
  if (goal === undefined) throw taskInvalid([{ key: 'goal', problem: 'is missing' }])
  if (workspace === undefined) throw taskInvalid([{ key: 'workspace', problem: 'is missing' }])
  return { ...task, goal, workspace }
}

/** The seven, and the one for named checks where there are any. */
function usualTools(checks: Readonly<Record<string, string>>): ActionTool[] {
  return Object.keys(checks).length > 0 ? [...repositoryTools, 'repo_run_check'] : [...repositoryTools]
}

function refuseWhatCannotBeKept(task: Task): void {
  const { quality, typecheckCommand, budget, prices } = task
  if (quality.requireTypecheckPassed && typecheckCommand === undefined)
    throw taskInvalid([{ key: 'quality.requireTypecheckPassed', problem: 'needs a typecheckCommand' }])
  const faults = faultsOfCriteria(task)
  if (faults.length > 0) throw taskInvalid(faults)
  if (budget.maxCostUsd !== undefined && prices === undefined) throw priceUnknown()
}

const groups = ['security', 'quality', 'governance', 'budget'] as const

/** What is not given does not hide what is. */
function overlaid(below: WrittenTask, above: WrittenTask): WrittenTask {
  const merged = { ...below, ...given(above) }
  for (const group of groups)
    if (below[group] && above[group]) Object.assign(merged, { [group]: { ...below[group], ...given(above[group]) } })
  return merged
}

function given<Values extends object>(values: Values): Partial<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Values>
}
