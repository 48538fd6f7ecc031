import { LoopError } from 'loop-core'
import type { Decision } from '../decision.ts'
import { actionSha256 } from '../gates/action.ts'
import { governStep } from '../gates/governance.ts'
import { evaluateSecurity, type SecurityEvaluation } from '../gates/security.ts'
import { evaluateStep, qualityOfStep } from '../gates/step-evaluation.ts'
import { governRepeat, governStuck, judgeStuck } from '../gates/stuck.ts'
import { canonicalJson, sha256 } from '../task/policy-hash.ts'
import { toolNamed } from '../task/tool-name.ts'
import type { Proposal, ToolAnswer } from '../tools/tool.ts'
import { approve } from './approve.ts'
import { isSpent } from './ask-model.ts'
import { endRun } from './end-run.ts'
import type { Engine } from './engine.ts'
import { type Ends, govern } from './govern.ts'
import { effectsIn, keepEffects } from './intended-effects.ts'
import type { Journal } from './journal.ts'
import { stuckStepsOf, type Work } from './reading.ts'

type Action = Extract<Work, { kind: 'act' }>

/** One action, through every gate, with its place in the journal. */
export interface Attempt {
  decision: Decision
  call: Decision['actions'][number]
  callId: string | undefined
  asked: Action['asked']
  proposal: Proposal
  sha: string
  digest: string | null
}

/** Does the next action of a decision, or refuses it, or waits for a person. */
export async function act(engine: Engine, journal: Journal, { decision, index, callId, asked }: Action): Promise<void> {
  if (await isSpent(engine, journal, 'tool')) return
  const call = decision.actions[index]!
  const [proposal, digest] = await Promise.all([engine.tools.propose(call), engine.tools.digest()])
  const attempt: Attempt = { decision, call, callId, asked, proposal, digest, sha: actionSha256(call.tool, call.args) }
  const security = evaluateSecurity(proposal.action, decision, engine.task)
  journal.event('security_eval', security)
  if (security.action === 'deny') return deny(engine, journal, attempt, security)
  const repeat = governRepeat({ action_sha256: attempt.sha, digest }, stuckStepsOf(journal.steps), engine.task)
  if (repeat) return stop(journal, govern(journal, { decision: repeat, counters: journal.counters }))
  // What cannot be done anyway is nothing to ask a person about.
  const needed = proposal.fault === undefined ? security.approval : undefined
  if (needed && (await approve(engine, journal, { ...attempt, kind: needed })) !== 'approved') return
  await perform(engine, journal, attempt)
}

async function stop(journal: Journal, ends: Ends | undefined): Promise<void> {
  if (ends) await endRun(journal, ends.as, { reason: ends.reason })
}

async function deny(engine: Engine, journal: Journal, attempt: Attempt, { code, reason, tool }: SecurityEvaluation): Promise<void> {
  journal.event('tool_denied', { tool, code, reason })
  const step = await journal.begin(intentOf(attempt))
  await conclude(engine, journal, { attempt, step, denied: true, text: JSON.stringify({ error: { code, message: reason } }), error: code })
}

function intentOf({ call, sha, digest, proposal }: Attempt) {
  const { effects } = proposal
  const args = JSON.stringify({ args: call.args, ...(effects && { effects: effectsIn(effects) }) })
  return { kind: 'tool', tool: toolNamed(call.tool) ?? call.tool.slice(0, 64), args, action_sha256: sha, digest_before: digest } as const
}

async function perform(engine: Engine, journal: Journal, attempt: Attempt): Promise<void> {
  const { runtime, onProgress } = engine
  const intent = intentOf(attempt)
  journal.event('tool_call', { tool: intent.tool, args: attempt.call.args })
  const step = await journal.begin(intent, await keepEffects(attempt.proposal.effects ?? [], runtime.now()))
  const since = runtime.now().getTime()
  const acting = { run: { id: journal.row.id, step: step.seq }, signal: runtime.signal, ...(onProgress && { onProgress }) }
  const answer = await performed(attempt.proposal, acting).catch(refusalOf)
  const { counters } = journal
  journal.counters = { ...counters, tool_calls: counters.tool_calls + 1, active_ms: counters.active_ms + runtime.now().getTime() - since }
  if (LoopError.is(answer)) {
    const { code, message, hints } = answer
    return conclude(engine, journal, { attempt, step, text: JSON.stringify({ error: { code, message, hints } }), error: code })
  }
  await conclude(engine, journal, { attempt, step, answer, text: JSON.stringify(answer.output) })
}

async function performed({ fault, perform }: Proposal, acting: Parameters<Proposal['perform']>[0]): Promise<ToolAnswer> {
  if (fault) throw fault
  return perform(acting)
}

/** A refusal is a result; everything else is a fault of ours. */
function refusalOf(error: unknown): LoopError {
  if (LoopError.is(error)) return error
  throw error
}

interface Conclusion {
  attempt: Attempt
  step: Awaited<ReturnType<Journal['begin']>>
  denied?: boolean
  answer?: ToolAnswer
  /** What the model is shown. */
  text: string
  error?: string | undefined
}

/** Scores a step and writes down what came of it, with everything that governance makes of it. */
export async function conclude(engine: Engine, journal: Journal, conclusion: Conclusion): Promise<void> {
  const { attempt, step, denied = false, answer, text, error } = conclusion
  const { task } = engine
  const ok = answer !== undefined
  const { outcome, wrote = false } = answer ?? {}
  journal.event('tool_result', { tool: step.tool, ok, ...(answer ? { output: answer.output } : { error }) })
  const risk = attempt.decision.risk
  const evaluated = evaluateStep(
    { tool: toolNamed(attempt.call.tool), risk, denied, ok, outcome, wrote },
    { ...task.quality, ...task.security },
  )
  journal.event('loop_eval', evaluated)
  journal.event('quality_eval', { ...qualityOfStep(evaluated, task.quality.minStepScore) })
  const digest_after = wrote || outcome !== undefined ? await engine.tools.digest() : attempt.digest
  const same_sha256 = sha256(answer ? canonicalJson(steady(answer.output)) : text)
  const left = { text, call_id: attempt.callId, same_sha256, wrote, ...(error !== undefined && { error: text }) }
  const governed = govern(journal, governStep(journal.counters, evaluated, task))
  const now = { ...step, result_at: '', outcome: ok ? 'ok' : 'failed', digest_after, result: JSON.stringify(left) } as const
  const stuck = judgeStuck(stuckStepsOf([...journal.steps.slice(0, -1), now]))
  if (stuck.verdict === 'nudge') journal.event('stuck_nudge', { sign: stuck.sign, text: stuck.text })
  const circle = governStuck(stuck)
  const ends = governed ?? (circle && govern(journal, { decision: circle, counters: journal.counters }))
  const feedback = [evaluated.feedback, stuck.verdict === 'nudge' ? stuck.text : ''].filter((line): line is string => Boolean(line))
  const result = { ...left, feedback, ...(answer?.receiptId !== undefined && { receipt_id: answer.receiptId }) }
  await journal.end(step, { outcome: denied ? 'denied' : ok ? 'ok' : 'failed', digest_after, score: evaluated.score, result })
  await stop(journal, ends)
}

/** What of an answer says the same each time. */
function steady(output: ToolAnswer['output']): Record<string, unknown> {
  const { durationMs: _, receiptId: __, stdout: ___, stderr: ____, ...rest } = output
  return rest
}
