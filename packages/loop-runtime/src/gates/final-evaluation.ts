import type { Task } from '../task/task.ts'
import type { Finding } from '../words.ts'
import { type CriterionReport, judgeCriterion } from './criterion-verdict.ts'
import type { Evidence } from './evidence-types.ts'
import { findingsOf } from './findings.ts'
import type { QualityEvaluation } from './step-evaluation.ts'

/** What an agent says when it believes to be done. */
export interface FinalAnswer {
  final_answer: string
  confidence: number
}

/** The event `final_eval`, and what the next turn is told of a rejected answer. */
export interface FinalEvaluation {
  accepted: boolean
  score: number
  confidence: number
  min_confidence: number
  criteria: readonly CriterionReport[]
  findings: readonly Finding[]
  /** Those of the findings that the task does not let pass. */
  fails_on: readonly Finding[]
  feedback: string
}

/** Judges a final answer by evidence: nothing that it says of itself can make it pass. */
export function evaluateFinal({ final_answer, confidence }: FinalAnswer, task: Task, evidence: Evidence): FinalEvaluation {
  const { minFinalConfidence, failOn } = task.quality
  const criteria = task.evaluationCriteria.map((criterion) => judgeCriterion(criterion, task, evidence))
  const findings = findingsOf(evidence)
  const fails_on = findings.filter((finding) => failOn.includes(finding))
  const objections = [
    ...(final_answer.trim() === '' ? ['The final answer is empty.'] : []),
    ...(!(confidence >= minFinalConfidence) ? [`Its confidence is ${confidence}, and ${minFinalConfidence} is needed.`] : []),
    ...criteria.filter(({ required, pass }) => required && !pass).map(({ id, verdict, feedback }) => `${id} is ${verdict}: ${feedback}`),
    ...fails_on.map((finding) => `The finding ${finding} lets no final answer pass here.`),
  ]
  const score = scoreOf({ final_answer, confidence }, criteria, minFinalConfidence)
  const accepted = objections.length === 0
  return { accepted, score, confidence, min_confidence: minFinalConfidence, criteria, findings, fails_on, feedback: objections.join('\n') }
}

/** The same as an event of quality. */
export function qualityOfFinal({ accepted, score, feedback }: FinalEvaluation): QualityEvaluation {
  return { phase: 'final', score, minimum: 1, pass: accepted, feedback }
}

function scoreOf({ final_answer, confidence }: FinalAnswer, criteria: readonly CriterionReport[], minimum: number): number {
  if (final_answer.trim() === '') return 0.1
  if (!(confidence >= minimum)) return 0.25
  const held = criteria.filter(({ pass, required }) => pass || !required)
  return criteria.length === 0 ? 1 : held.length / criteria.length
}

/** What a client hears that asks before it claims. */
export function checkEvidence(task: Task, evidence: Evidence): Pick<FinalEvaluation, 'criteria' | 'findings'> & { can_finish: boolean } {
  const { criteria, findings, accepted } = evaluateFinal({ final_answer: 'done', confidence: 1 }, task, evidence)
  return { criteria, findings, can_finish: accepted }
}
