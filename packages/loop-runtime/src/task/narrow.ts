import { described, faultsOfCriteria } from './criteria.ts'
import { policyWidened, priceUnknown, taskInvalid } from './refusals.ts'
import type { Budget, Criterion, Task } from './task.ts'
import { toolNamed } from './tool-name.ts'

/** The limits that a client may lower, by the key of the task that each lowers. */
const limits = {
  max_iterations: 'maxIterations',
  max_empty_rounds: 'maxEmptyRounds',
  max_invalid_decisions: 'maxInvalidDecisions',
  max_repeated_actions: 'maxRepeatedActions',
  max_approx_tokens: 'maxApproxTokens',
  max_wall_seconds: 'maxWallSeconds',
  max_tokens: 'maxTokens',
  max_cost_usd: 'maxCostUsd',
  max_tool_calls: 'maxToolCalls',
} as const satisfies Record<string, keyof Budget>

export type LimitName = keyof typeof limits

/** What a client may ask of a run that it begins. */
export interface Narrowing {
  allowed_tools?: readonly string[] | undefined
  budget?: Partial<Record<LimitName, number | undefined>> | undefined
  criteria?: readonly NarrowingCriterion[] | undefined
}

export type NarrowingCriterion = Pick<Criterion, 'id' | 'kind'> &
  Partial<Record<'description' | 'check', string | undefined>> & { required?: boolean | undefined }

/** The limits of a budget by the names that clients know. */
export function limitsOf(budget: Budget): Partial<Record<LimitName, number>> {
  const known = Object.entries(limits).map(([name, key]) => [name, budget[key]] as const)
  return Object.fromEntries(known.filter(([, most]) => most !== undefined))
}

/** Takes fewer tools, smaller limits and more criteria; anything wider than the task is refused. */
export function narrow(task: Task, { allowed_tools, budget = {}, criteria = [] }: Narrowing): Task {
  const narrower: Task = {
    ...task,
    security: { ...task.security, allowedTools: fewerTools(task, allowed_tools) },
    budget: smallerBudget(task.budget, budget),
    evaluationCriteria: moreCriteria(task.evaluationCriteria, criteria),
  }
  const faults = faultsOfCriteria(narrower)
  if (faults.length > 0) throw taskInvalid(faults)
  if (narrower.budget.maxCostUsd !== undefined && task.prices === undefined) throw priceUnknown()
  return narrower
}

function fewerTools({ security: { allowedTools } }: Task, names: readonly string[] | undefined) {
  if (names === undefined) return allowedTools
  const wanted = names.map((name, index) => {
    const tool = toolNamed(name)
    if (tool === undefined || !allowedTools.includes(tool)) throw policyWidened(`allowed_tools[${index}]`, 'is not allowed here')
    return tool
  })
  if (wanted.length === 0) throw taskInvalid([{ key: 'allowed_tools', problem: 'must not be empty' }])
  return allowedTools.filter((tool) => wanted.includes(tool))
}

function smallerBudget(budget: Budget, wanted: NonNullable<Narrowing['budget']>): Budget {
  const smaller = { ...budget }
  for (const [name, value] of Object.entries(wanted)) {
    if (value === undefined) continue
    if (!Object.hasOwn(limits, name)) throw policyWidened(`budget.${name}`, 'is no limit that can be lowered')
    const key = limits[name as LimitName]
    const most = budget[key]
    // Written so that what is no number at all is refused too.
    if (!(value >= 0) || (most !== undefined && !(value <= most)))
      throw policyWidened(`budget.${name}`, `must be from 0 to ${most ?? 'any number'}`)
    smaller[key] = value
  }
  return smaller
}

/** A criterion that is there already may only become required. */
function moreCriteria(criteria: readonly Criterion[], wanted: readonly NarrowingCriterion[]): Criterion[] {
  const result = [...criteria]
  for (const [index, { required = true, ...one }] of wanted.entries()) {
    const at = result.findIndex(({ id }) => id === one.id)
    const there = result[at]
    if (there === undefined) result.push(described({ ...one, required }))
    else if (there.kind !== one.kind || there.check !== one.check || (there.required && !required))
      throw policyWidened(`criteria[${index}]`, `would replace ${there.id}`)
    else result[at] = { ...there, required: there.required || required }
  }
  return result
}
