import type { Fact } from 'loop-core'
import type { Gate } from '../gate.ts'
import type { Criterion, FactCriterion, ForbidCriterion } from '../policy/policy.ts'
import { policyPath } from '../policy/policy-path.ts'
import type { Verdict, VerdictReason } from '../words.ts'
import { holdsForbidden, mostFiles } from './forbidden-text.ts'
import { filesSince, isClean } from './git-changes.ts'
import { type Look, matcherOf } from './look.ts'

/** What a criterion without receipts says now. */
export interface Live {
  verdict: Verdict
  reason: VerdictReason | null
}

const passed: Live = { verdict: 'passed', reason: null }

/** Where a criterion is judged live. */
export interface Place {
  root: string
  /** The commit at which the session began, if it is known. */
  commit: string | null
  look: Pick<Look, 'digest'>
  gate: Gate
}

/** Judges a criterion that keeps no receipts by how things are now. */
export async function lookLive(criterion: Exclude<Criterion, { kind: 'command' | 'human' }>, place: Place): Promise<Live> {
  if (criterion.kind === 'git_clean') return cleanliness(place)
  return criterion.kind === 'forbid' ? forbiddenText(criterion, place) : factOf(criterion, place)
}

async function cleanliness({ root, gate }: Place): Promise<Live> {
  const clean = await isClean(root, gate.signal)
  if (clean === undefined) return { verdict: 'not_measured', reason: 'could_not_start' }
  return clean ? passed : { verdict: 'failed', reason: 'not_clean' }
}

async function forbiddenText({ paths, patterns }: ForbidCriterion, { root, commit, gate }: Place): Promise<Live> {
  const matches = await matcherOf(paths)
  // The policy names the texts that it forbids.
  const files = (await filesSince(root, commit, gate.signal))?.filter((path) => path !== policyPath && matches(path))
  if (files === undefined) return { verdict: 'not_measured', reason: 'could_not_start' }
  if (files.length > mostFiles) return { verdict: 'not_measured', reason: 'workspace_too_large' }
  return (await holdsForbidden(root, files, patterns)) ? { verdict: 'failed', reason: 'forbidden_text' } : passed
}

/** What the caller says of itself proves nothing about it, and what holds for other files nothing about these. */
async function factOf(criterion: FactCriterion, { gate, look }: Place): Promise<Live> {
  const facts = (await gate.evidence?.({})) ?? []
  const about = facts.filter(({ name, actor }) => name === criterion.fact && actor !== gate.actor)
  if (about.length === 0) return { verdict: 'not_measured', reason: 'no_fact' }
  const fresh = about.filter(({ digest }) => digest === undefined || digest === look.digest)
  if (fresh.length === 0) return { verdict: 'stale', reason: 'files_changed' }
  return fresh.every((fact) => compares(fact, criterion)) ? passed : { verdict: 'failed', reason: 'fact_differs' }
}

function compares({ value: known }: Fact, { op, value }: FactCriterion): boolean {
  if (op === 'eq' || op === 'ne') return (known === value) === (op === 'eq')
  if (typeof known !== 'number' || typeof value !== 'number') return false
  return op === 'lte' ? known <= value : known >= value
}
