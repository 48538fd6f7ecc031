import { chargeReply, evaluateBudget } from '../gates/budget.ts'
import { governDecision, governInvalid, governReply } from '../gates/governance.ts'
import { ModelError, type ModelReply } from '../model.ts'
import { withControlTools } from '../models/control-tools.ts'
import { decisionOf } from '../models/decision-of.ts'
import { messagesOf } from '../models/messages-of.ts'
import { endRun } from './end-run.ts'
import type { Engine } from './engine.ts'
import { govern } from './govern.ts'
import type { Journal } from './journal.ts'
import { historyOf } from './reading.ts'

/** One turn of the model: asks, writes the reply down, and judges whether it can be used. */
export async function askModel(engine: Engine, journal: Journal): Promise<void> {
  if (await isSpent(engine, journal, 'model')) return
  if (journal.steps.at(-1)?.outcome !== 'lost') journal.counters = { ...journal.counters, iteration: journal.counters.iteration + 1 }
  journal.event('iteration_started', { iteration: journal.counters.iteration })
  const step = await journal.begin({ kind: 'model' })
  const since = journal.now().getTime()
  const reply = await engine.model.reply(requestOf(engine, journal)).catch(failureOf)
  journal.counters = { ...journal.counters, active_ms: journal.counters.active_ms + journal.now().getTime() - since }
  if (reply instanceof ModelError) {
    journal.event('model_error', { message: reply.message, status: reply.status, said: reply.said })
    await journal.end(step, { outcome: 'failed', result: { error: reply.message } })
    return endRun(journal, 'failed', { reason: `model_error: ${reply.message}` })
  }
  const { ends, feedback } = judgeReply(engine, journal, reply)
  await journal.end(step, { outcome: 'ok', result: { reply, feedback } })
  if (ends) await endRun(journal, ends.as, { reason: ends.reason })
}

function requestOf({ task, system, tools, contextTokens, maxOutputTokens, runtime, onText }: Engine, { steps }: Journal) {
  return {
    system,
    messages: messagesOf({ goal: task.goal, history: historyOf(steps), tokens: contextTokens }),
    tools: withControlTools(tools.descriptions),
    maxOutputTokens,
    signal: runtime.signal,
    ...(onText && { onText }),
  }
}

function failureOf(error: unknown): ModelError {
  if (error instanceof ModelError) return error
  throw error
}

/** The gates behind a reply and before anything of it is done. */
function judgeReply({ task }: Engine, journal: Journal, reply: ModelReply) {
  const characters = reply.text.length + reply.calls.reduce((sum, { args }) => sum + (JSON.stringify(args)?.length ?? 0), 0)
  journal.counters = chargeReply(journal.counters, characters, reply.usage, task.prices)
  journal.event('model_response', { text: reply.text, calls: reply.calls, end: reply.end, usage: reply.usage })
  if (reply.drift) journal.event('cassette_drift', {})
  journal.event('budget_eval', { iteration: journal.counters.iteration, approx_tokens: journal.counters.approx_tokens })
  const spent = govern(journal, { counters: journal.counters, decision: governReply(journal.counters, task) }, { quiet: true })
  if (spent) return { ends: spent, feedback: [] }
  const read = decisionOf(reply)
  if ('fault' in read) {
    journal.event('invalid_model_output', { problem: read.fault })
    return { ends: govern(journal, governInvalid(journal.counters, task)), feedback: [read.fault] }
  }
  const { decision } = read
  journal.event('decision_parsed', { ...decision })
  const ends = govern(journal, governDecision(journal.counters, decision, task), { quiet: decision.status === 'continue' })
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
