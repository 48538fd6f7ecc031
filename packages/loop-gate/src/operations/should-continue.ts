import { type EffectContext, LoopError, operation, text } from 'loop-core'
import { z } from 'zod'
import { GateConfig, sessionOf } from '../config.ts'
import { Decision } from '../decision.ts'
import { messageOf } from '../judge/message.ts'
import { type Judgement, judgeSelfReport, type Report } from '../judge/self-report.ts'
import { insertDecision } from '../storage/decisions.ts'
import { stoppingReasons } from '../words.ts'

/** The largest number of refused stops in a row before a stop hook lets go. */
const maxBlocks = 3

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
    const judgement = judgeSelfReport(report)
    const { outcome, issues } = judgement
    const approved = issues.length === 0
    return {
      decision: approved ? ('stop' as const) : ('continue' as const),
      approved,
      outcome,
      stopping_reason: report.stopping_reason,
      profile: 'self-report' as const,
      mode: null,
      issues,
      criteria: [],
      blocks: { used: 0, max: maxBlocks },
      digest: null,
      decision_id: await keep(report, judgement, context),
      message: messageOf(report, judgement),
    }
  },
})

/** Keeps the decision where there is a database; an agent must get its answer also where there is none. */
async function keep(report: Report, judgement: Judgement, context: EffectContext): Promise<string | null> {
  const id = `dc_${context.newId()}`
  try {
    await context.transaction(async ({ db, now, emit, config }) => {
      const session = sessionOf(config(GateConfig))
      await insertDecision(db, { id, at: now().toISOString(), session, report, judgement })
      emit(eventOf(id, report, judgement))
    })
    return id
  } catch (error) {
    if (!LoopError.is(error) || error.kind !== 'unavailable') throw error
    context.log.warn({ code: error.code }, 'a decision could not be kept')
    return null
  }
}

function eventOf(entity: string, report: Report, { outcome, issues }: Judgement) {
  const { stopping_reason } = report
  const confidence = report.confidence ?? null
  if (issues.length === 0) return { type: 'stop.approved', entity, after: { outcome, stopping_reason, confidence } }
  return { type: 'stop.denied', entity, after: { issues: issues.map(({ code }) => code), confidence } }
}
