import { type EffectContext, LoopError, operation, text } from 'loop-core'
import { z } from 'zod'
import { GateConfig, isHosted, sessionOf } from '../config.ts'
import { Decision } from '../decision.ts'
import { folderOf, gateOf } from '../gate-of.ts'
import { messageOf } from '../judge/message.ts'
import { judgeSelfReport, type Report } from '../judge/self-report.ts'
import { callEvent, callRow } from '../stop/call-row.ts'
import { type CallJudgement, judgeCall } from '../stop/judge-call.ts'
import { insertDecision } from '../storage/decisions.ts'
import { stoppingReasons } from '../words.ts'

/** The largest number of refused stops in a row where no policy says another. */
const usualBlocks = 3

export const shouldContinue = operation({
  name: 'should_continue',
  title: 'May I stop?',
  summary: 'Call this before ending any response. Approved: you may stop. Not approved: work on the issues it lists, then call it again.',
  kind: 'effect',
  // It only looks and keeps a record: nothing is destroyed, and nothing outside is reached.
  hints: { destructiveHint: false, openWorldHint: false },
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/gate/should-continue'],
  command: 'should-continue',
  toolsets: ['core', 'standard'],
  meta: { 'anthropic/alwaysLoad': true },
  input: z.object({
    task_summary: text(4000).describe('The task you were given'),
    work_done: text(20_000).describe('Everything you did, one statement each'),
    work_remaining: text(10_000).optional().describe('What is left, honestly'),
    stopping_reason: z.enum(stoppingReasons).describe('Why you want to stop'),
    confidence: z.number().min(0).max(1).optional().describe('How sure you are that stopping is right'),
    verification_done: z.boolean().optional().describe('Whether you checked that the changes work'),
  }),
  output: Decision,
  advertised: Decision.pick({ approved: true, outcome: true, message: true }),
  text: ({ message }) => message,
  refused: ({ approved }) => !approved,
  async run(report, context) {
    const judgement = await judge(report, context)
    const { outcome, issues, profile, mode, criteria, place } = judgement
    const approved = issues.length === 0
    return {
      decision: approved ? ('stop' as const) : ('continue' as const),
      approved,
      outcome,
      stopping_reason: report.stopping_reason,
      profile,
      mode,
      issues,
      criteria,
      blocks: { used: place?.blocks ?? 0, max: place?.gated.accepted.policy.max_blocks ?? usualBlocks },
      digest: place?.look.digest ?? null,
      decision_id: await keep(report, judgement, context),
      message: messageOf(report, judgement),
    }
  },
})

/** An agent must get its answer also where there is no database; then only its own words count. */
async function judge(report: Report, context: EffectContext): Promise<CallJudgement> {
  const settings = context.config(GateConfig)
  const byWords = { ...judgeSelfReport(report), profile: 'self-report' as const, mode: null, criteria: [] }
  if (isHosted(settings)) return byWords
  const place = { folder: folderOf(settings), session: sessionOf(settings) }
  return judgeCall(gateOf(context), report, place).catch(unlessUnavailable(context, byWords))
}

async function keep(report: Report, judgement: CallJudgement, context: EffectContext): Promise<string | null> {
  const work = context.transaction(async ({ db, now, newId, emit, config }) => {
    const row = callRow(report, judgement, { id: `dc_${newId()}`, now: now(), session: sessionOf(config(GateConfig)) })
    await insertDecision(db, row)
    emit(callEvent(row))
    return row.id
  })
  return work.catch(unlessUnavailable(context, null))
}

function unlessUnavailable<Value>({ log }: EffectContext, instead: Value): (error: unknown) => Value {
  return (error) => {
    if (!LoopError.is(error) || error.kind !== 'unavailable') throw error
    log.warn({ code: error.code }, 'a decision could not be kept')
    return instead
  }
}
