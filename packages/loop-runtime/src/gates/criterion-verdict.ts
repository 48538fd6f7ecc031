import type { Criterion, Task } from '../task/task.ts'
import type { ReceiptKind, Verdict } from '../words.ts'
import type { Evidence, ReceiptFacts } from './evidence-types.ts'
import { type Staleness, staleness } from './freshness.ts'

/** What became of one criterion, as the final report lists it. */
export interface CriterionReport {
  id: string
  kind: Criterion['kind']
  description: string
  required: boolean
  pass: boolean
  verdict: Verdict
  evidence: readonly string[]
  feedback: string
  receipt_id?: string
  stale_because?: Staleness
}

export type Commands = Pick<Task, 'testCommand' | 'typecheckCommand' | 'checks'>

type Found = Pick<CriterionReport, 'verdict' | 'evidence' | 'feedback' | 'receipt_id' | 'stale_because'>

/** Judges one criterion by receipts, never by what the agent says. */
export function judgeCriterion(criterion: Criterion, commands: Commands, evidence: Evidence): CriterionReport {
  const { id, kind, description, required } = criterion
  const found = find(criterion, commands, evidence)
  return { id, kind, description, required, pass: found.verdict === 'passed', ...found }
}

function find({ kind, check }: Criterion, { testCommand, typecheckCommand, checks }: Commands, evidence: Evidence): Found {
  switch (kind) {
    case 'tool_evidence':
      return toolEvidence(evidence)
    case 'diff_present':
      return diffPresent(evidence)
    case 'tests_passed':
      return ofCommand('tests', testCommand, evidence)
    case 'typecheck_passed':
      return ofCommand('typecheck', typecheckCommand, evidence)
    case 'check_passed':
      return ofCommand('check', Object.hasOwn(checks, check ?? '') ? checks[check!] : undefined, evidence)
  }
}

function toolEvidence({ tool_successes, last_success }: Evidence): Found {
  if (tool_successes === 0)
    return { verdict: 'not_measured', evidence: [], feedback: 'No tool evidence was recorded: use the tools before you finish.' }
  return {
    verdict: 'passed',
    evidence: [`${tool_successes} tool results${last_success === undefined ? '' : `, last ${last_success}`}`],
    feedback: '',
  }
}

function diffPresent({ digest, start_digest }: Evidence): Found {
  if (digest === null || start_digest === null) return unmeasurable
  if (digest === start_digest)
    return { verdict: 'failed', evidence: [], feedback: 'The files are those of the start of the run: nothing was changed.' }
  return { verdict: 'passed', evidence: ['The files differ from the start of the run.'], feedback: '' }
}

const unmeasurable: Found = {
  verdict: 'not_measured',
  evidence: [],
  feedback: 'The workspace is too large for a digest, so nothing can be shown of it.',
}

const toolOf = { tests: 'repo_run_tests', typecheck: 'repo_run_typecheck', check: 'repo_run_check' } as const

/** The newest run decides; one that somebody cancelled showed nothing. */
function ofCommand(kind: keyof typeof toolOf & ReceiptKind, command: string | undefined, evidence: Evidence): Found {
  if (evidence.digest === null) return unmeasurable
  const ran = evidence.receipts.filter((one) => one.kind === kind && one.command === command && one.outcome !== 'cancelled')
  const newest = ran.at(-1)
  if (newest === undefined)
    return { verdict: 'not_measured', evidence: [], feedback: `Nobody ran ${command ?? 'it'} in this run: call ${toolOf[kind]}.` }
  const facts = { evidence: [said(newest)], receipt_id: newest.id }
  if (newest.outcome !== 'passed')
    return { ...facts, verdict: 'failed', feedback: `${command} ended as ${newest.outcome}: mend it, then call ${toolOf[kind]}.` }
  const stale = staleness(newest, evidence)
  return stale === undefined
    ? { ...facts, verdict: 'passed', feedback: '' }
    : { ...facts, verdict: 'stale', stale_because: stale, feedback: staleFeedback(stale) }
}

function staleFeedback({ reason, paths, step }: Staleness): string {
  const files = paths.length === 0 ? '' : ` Changed: ${paths.join(', ')}.`
  return `It passed, but ${reason}.${files}${step === undefined ? '' : ` Step ${step} did it.`}`
}

function said({ command, outcome, tests, step }: ReceiptFacts): string {
  const counts = tests ? `, ${tests.passed} of ${tests.total} tests passed` : ''
  return `${command} ${outcome}${counts}${step === undefined ? '' : ` in step ${step}`}`
}
