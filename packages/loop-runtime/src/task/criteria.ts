import type { CriterionKind } from '../words.ts'
import type { TaskFault } from './refusals.ts'
import type { Criterion, Quality, Task } from './task.ts'

/** What each kind asks for, where nobody says it in better words. */
const descriptions: Readonly<Record<CriterionKind, string>> = {
  tool_evidence: 'The loop gathered tool evidence before final completion.',
  tests_passed: 'The latest configured test run passed on the present files.',
  typecheck_passed: 'The latest configured typecheck passed on the present files.',
  diff_present: 'The files differ from those at the start of the run.',
  check_passed: 'The latest run of the named check passed on the present files.',
}

type WrittenCriterion = Omit<Criterion, 'description'> & { description?: string | undefined; check?: string | undefined }

/** A criterion with its description. */
export function described({ check, description, ...criterion }: WrittenCriterion): Criterion {
  return { ...criterion, description: description ?? descriptions[criterion.kind], ...(check === undefined ? {} : { check }) }
}

/** Adds what the quality rules require; a list cannot make it optional. */
export function withRequired(criteria: readonly Criterion[], quality: Quality): Criterion[] {
  const required = requiredKinds(quality)
  const listed = criteria.map((one) => ({ ...one, required: one.required || required.includes(one.kind) }))
  const missing = required.filter((kind) => !listed.some((one) => one.kind === kind))
  return [...listed, ...missing.map((kind) => described({ id: kind, kind, required: true }))]
}

function requiredKinds(quality: Quality): CriterionKind[] {
  const kinds: (CriterionKind | false)[] = [
    quality.requireEvidenceBeforeFinal && 'tool_evidence',
    quality.requireTestsPassed && 'tests_passed',
    quality.requireTypecheckPassed && 'typecheck_passed',
  ]
  return kinds.filter((kind) => kind !== false)
}

/** Criteria that could mislead a reader, or could never be met because their command is missing. */
export function faultsOfCriteria(task: Pick<Task, 'evaluationCriteria' | 'typecheckCommand' | 'checks'>): TaskFault[] {
  return task.evaluationCriteria.flatMap((criterion, index, all) => {
    const problem = faultOf(criterion, task, all.slice(0, index))
    return problem === undefined ? [] : [{ key: `evaluationCriteria[${index}].${problem[0]}`, problem: problem[1] }]
  })
}

function faultOf(
  { id, kind, check }: Criterion,
  { typecheckCommand, checks }: Pick<Task, 'typecheckCommand' | 'checks'>,
  earlier: readonly Criterion[],
): [string, string] | undefined {
  if (id in descriptions && id !== kind) return ['id', `is the name of another kind than ${kind}`]
  if (earlier.some((one) => one.id === id)) return ['id', `${id} stands here for the second time`]
  if (kind === 'typecheck_passed' && typecheckCommand === undefined) return ['kind', 'needs a typecheckCommand']
  if (kind !== 'check_passed') return check === undefined ? undefined : ['check', 'belongs to the kind check_passed']
  if (check === undefined) return ['check', 'must name one of the checks']
  return Object.hasOwn(checks, check) ? undefined : ['check', `${check} is none of the checks`]
}
