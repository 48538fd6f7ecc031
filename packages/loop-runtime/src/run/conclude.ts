import { governStep } from '../gates/governance.ts'
import { evaluateStep, qualityOfStep, type StepEvaluation } from '../gates/step-evaluation.ts'
import { governStuck, judgeStuck } from '../gates/stuck.ts'
import type { StepRow } from '../storage/tables.ts'
import { canonicalJson, sha256 } from '../task/policy-hash.ts'
import type { RunnableTask } from '../task/task.ts'
import { toolNamed } from '../task/tool-name.ts'
import type { ToolAnswer } from '../tools/tool.ts'
import type { Risk } from '../words.ts'
import { endingOf } from './end-run.ts'
import type { Engine } from './engine.ts'
import { type Ends, govern } from './govern.ts'
import type { Journal } from './journal.ts'
import { type Left, stuckStepsOf } from './reading.ts'

/** What came of an action: an answer, or an error. */
export interface Conclusion {
  step: StepRow
  risk: Risk
  callId: string | undefined
  /** Refused before anything ran. */
  denied?: boolean
  answer?: ToolAnswer
  error?: { code?: string | undefined; message: string; hints?: readonly string[] | undefined }
}

/** Scores a step and writes down what came of it, with everything that governance makes of it. */
export async function conclude(engine: Engine, journal: Journal, conclusion: Conclusion): Promise<void> {
  const { step, denied, answer, error } = conclusion
  journal.event('tool_result', {
    tool: step.tool,
    ok: answer !== undefined,
    ...(answer ? { output: answer.output } : { error: error?.code }),
  })
  const evaluated = evaluate(journal, engine.task, conclusion)
  const left = leftOf(conclusion)
  const outcome = denied ? 'denied' : answer ? 'ok' : 'failed'
  const came = { outcome, digest_after: await digestAfter(engine, conclusion) } as const
  const governed = govern(journal, governStep(journal.counters, evaluated, engine.task))
  const circle = lookForCircle(journal, { ...step, ...came, result_at: step.intent_at, result: JSON.stringify(left) }, governed)
  const feedback = [evaluated.feedback, circle.nudge].filter(Boolean)
  await journal.end(step, { ...came, score: evaluated.score, result: { ...left, feedback } }, endingOf(journal, governed ?? circle.ends))
}

function evaluate(journal: Journal, task: RunnableTask, { step, risk, denied = false, answer }: Conclusion): StepEvaluation {
  const { outcome, wrote = false } = answer ?? {}
  const result = { tool: toolNamed(step.tool ?? ''), risk, denied, ok: answer !== undefined, outcome, wrote }
  const evaluated = evaluateStep(result, { ...task.quality, ...task.security })
  journal.event('loop_eval', evaluated)
  journal.event('quality_eval', { ...qualityOfStep(evaluated, task.quality.minStepScore) })
  return evaluated
}

/** What reads leaves the files alone; a patch that failed may have been cut short. */
async function digestAfter({ tools }: Engine, { step, denied, answer, error }: Conclusion): Promise<string | null> {
  const mayWrite = answer ? answer.wrote || answer.outcome !== undefined : error && step.tool === 'repo_apply_patch'
  return mayWrite && !denied ? tools.digest() : step.digest_before
}

/** What the model is shown, and what tells one result from another. */
function leftOf({ callId, answer, error }: Conclusion): Left {
  const text = JSON.stringify(answer ? answer.output : { error: { code: error?.code, message: error?.message, hints: error?.hints } })
  const same_sha256 = sha256(answer ? canonicalJson(steady(answer.output)) : text)
  const { wrote = false, receiptId } = answer ?? {}
  return {
    text,
    call_id: callId,
    same_sha256,
    wrote,
    ...(receiptId !== undefined && { receipt_id: receiptId }),
    ...(!answer && { error: text }),
  }
}

/** What of an answer says the same each time. */
function steady(output: ToolAnswer['output']): Record<string, unknown> {
  const { durationMs: _, receiptId: __, stdout: ___, stderr: ____, ...rest } = output
  return rest
}

interface Circle {
  nudge?: string | undefined
  ends?: Ends | undefined
}

/** A run that ends anyway needs no nudge. */
function lookForCircle(journal: Journal, now: StepRow, governed: Ends | undefined): Circle {
  if (governed) return {}
  const stuck = judgeStuck(stuckStepsOf([...journal.steps.filter(({ seq }) => seq !== now.seq), now]))
  const abandons = governStuck(stuck)
  if (abandons) return { ends: govern(journal, { decision: abandons, counters: journal.counters }) }
  if (stuck.verdict !== 'nudge') return {}
  journal.event('stuck_nudge', { sign: stuck.sign, text: stuck.text })
  return { nudge: stuck.text }
}
