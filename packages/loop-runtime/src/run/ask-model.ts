import { chargeReply, evaluateBudget } from '../gates/budget.ts'
import { governDecision, governInvalid, governReply } from '../gates/governance.ts'
import { ModelError, type ModelReply, type ModelRequest, type ModelUsage } from '../model.ts'
import { withControlTools } from '../models/control-tools.ts'
import { decisionOf } from '../models/decision-of.ts'
import { messagesOf } from '../models/messages-of.ts'
import { usageOf } from '../models/usage.ts'
import type { StepRow } from '../storage/tables.ts'
import { ending, endingOf, endRun } from './end-run.ts'
import type { Engine } from './engine.ts'
import { govern } from './govern.ts'
import type { Journal } from './journal.ts'
import { historyOf } from './reading.ts'

/** One turn of the model: asks, writes the reply down, and judges whether it can be used. */
export async function askModel(engine: Engine, journal: Journal): Promise<void> {
  if (await isSpent(engine, journal, 'model')) return
  journal.count({ iteration: 1 })
  journal.event('iteration_started', { iteration: journal.counters.iteration })
  const step = await journal.begin({ kind: 'model' })
  const since = journal.now().getTime()
  const reply = await replyWithin(engine, journal)
  journal.count({ active_ms: journal.now().getTime() - since })
  if (reply === undefined) return endLate(engine, journal, step)
  if (reply instanceof ModelError) return endFailed(journal, step, reply)
  const { ends, feedback } = judgeReply(engine, journal, reply)
  await journal.end(step, { outcome: 'ok', result: { reply, feedback } }, endingOf(journal, ends))
}

/** A reply, or why there is none; undefined where the time of the run ended first. */
async function replyWithin(engine: Engine, journal: Journal): Promise<ModelReply | ModelError | undefined> {
  const { model, runtime, task } = engine
  const late = AbortSignal.timeout(Math.max(1, task.budget.maxWallSeconds * 1_000 - journal.counters.active_ms))
  try {
    return await model.reply({ ...requestOf(engine, journal), signal: AbortSignal.any([runtime.signal, late]) })
  } catch (error) {
    if (late.aborted) return undefined
    if (error instanceof ModelError) return error
    throw error
  }
}

/** The budget says so itself, before the next call. */
async function endLate({ task }: Engine, journal: Journal, step: StepRow): Promise<void> {
  const active_ms = Math.max(journal.counters.active_ms, task.budget.maxWallSeconds * 1_000)
  journal.counters = { ...journal.counters, active_ms }
  await journal.end(step, { outcome: 'failed', result: { error: 'The time of the run ended before the reply.', late: true } })
}

/** Such a run can go on, and has not used up an iteration. */
async function endFailed(journal: Journal, step: StepRow, { message, status, said }: ModelError): Promise<void> {
  journal.count({ iteration: -1 })
  journal.event('model_error', { message, status, said })
  const change = ending(journal, 'failed', { reason: `model_error: ${message}` })
  await journal.end(step, { outcome: 'failed', result: { error: message } }, change)
}

/** A reply that was asked for and never came cost what was sent, as far as anybody can tell. */
export function chargeLost(
  engine: Engine,
  journal: Journal,
  usage = usageOf(requestOf(engine, journal), { text: '', calls: [] }),
): ModelUsage {
  journal.counters = chargeReply(journal.counters, 0, usage, engine.task.prices)
  journal.count({ iteration: -1 })
  return usage
}

function requestOf({ task, system, tools, contextTokens, maxOutputTokens, runtime, onText }: Engine, { steps }: Journal): ModelRequest {
  return {
    system,
    messages: messagesOf({ goal: task.goal, history: historyOf(steps), tokens: contextTokens }),
    tools: withControlTools(tools.descriptions),
    maxOutputTokens,
    signal: runtime.signal,
    ...(onText && { onText }),
  }
}

/** The gates behind a reply and before anything of it is done. */
function judgeReply({ task }: Engine, journal: Journal, reply: ModelReply) {
  const characters = reply.text.length + reply.calls.reduce((sum, { args }) => sum + (JSON.stringify(args)?.length ?? 0), 0)
  journal.counters = chargeReply(journal.counters, characters, reply.usage, task.prices)
  journal.event('model_response', { text: reply.text, calls: reply.calls, end: reply.end, usage: reply.usage })
  if (reply.drift) journal.event('cassette_drift', {})
  const { iteration, approx_tokens, uses } = evaluateBudget(journal.counters, task, 'tool').evaluation
  journal.event('budget_eval', { iteration, approx_tokens, uses })
  const spent = govern(journal, { counters: journal.counters, decision: governReply(journal.counters, task) }, { quiet: true })
  if (spent) return { ends: spent, feedback: [] }
  const read = decisionOf(reply)
  if ('fault' in read) {
    journal.event('invalid_model_output', { problem: read.fault })
    return { ends: govern(journal, governInvalid(journal.counters, task)), feedback: [read.fault] }
  }
  const { decision } = read
  journal.event('decision_parsed', { ...decision })
  const ends = govern(journal, governDecision(journal.counters, decision, task), { quiet: true })
  return { ends: ends && { ...ends, reason: decision.status === 'failed' ? decision.summary : ends.reason }, feedback: [] }
}

/** Looks at every limit; ends the run where one is reached. */
export async function isSpent({ task }: Engine, journal: Journal, before: 'model' | 'tool'): Promise<boolean> {
  const { evaluation, counters } = evaluateBudget(journal.counters, task, before)
  journal.counters = counters
  if (evaluation.warning) journal.event('budget_warning', evaluation.warning)
  if (!evaluation.exceeded) return false
  const { limit, used, most } = evaluation.exceeded
  await endRun(journal, 'budget_exceeded', { reason: `${limit}: ${used} of ${most}.` })
  return true
}
