import type { z } from 'zod'
import type { Spending } from '../budget.ts'
import { at, type Ctl } from '../ctl.ts'
import type { tokenCorrection, tokenUsage } from '../fields.ts'
import { invalid, notFound } from '../refusals.ts'
import { correctedSpending } from '../storage/spending.ts'
import { markStale } from '../storage/stale-summaries.ts'
import type { StoryRow, TokenUsageRow } from '../storage/tables.ts'
import { insertTokenUsage, lockTokenUsage, takeBackTokenUsage } from '../storage/token-usage.ts'
import { requireSkillVersion } from './skill.ts'
import { placeOf, settleSpending } from './spend.ts'
import { reload } from './transition.ts'

/** Counts tokens for an agent, and what follows from their cost. */
export async function handInTokens(
  ctl: Ctl,
  story: StoryRow,
  given: z.output<typeof tokenUsage> & { agent_id: string },
): Promise<TokenUsageRow> {
  if (given.skill_version_id !== undefined) await requireSkillVersion(ctl.db, given.skill_version_id)
  const { phase = 'other', session_id = null, skill_version_id = null, metadata = {}, ...amounts } = given
  const place = { story_id: story.id, project_id: story.project_id }
  const row: TokenUsageRow = {
    ...{ id: ctl.newId(), ...place, ...amounts, phase, session_id, skill_version_id, metadata: JSON.stringify(metadata) },
    ...{ deleted_at: null, corrects_report_id: null, inserted_at: at(ctl), updated_at: at(ctl) },
  }
  await insertTokenUsage(ctl.db, row)
  announce(ctl, 'created', row, { after: amountsOf(row) })
  await settleSpending(ctl, story, row)
  return row
}

/** Adds what a report said too little, or takes off what it said too much; for whom it counts, and what is not said anew, stays as it was. */
export async function correctTokens(ctl: Ctl, id: string, given: z.output<typeof tokenCorrection>): Promise<TokenUsageRow> {
  const original = await lockOriginal(ctl, id)
  const { input_tokens = 0, output_tokens = 0, cost_millicents = 0, metadata = {}, ...said } = given
  if (input_tokens === 0 && output_tokens === 0 && cost_millicents === 0)
    throw invalid({ base: 'must change input_tokens, output_tokens or cost_millicents' })
  const row: TokenUsageRow = {
    ...{ ...original, ...said, id: ctl.newId(), input_tokens, output_tokens, cost_millicents, metadata: JSON.stringify(metadata) },
    ...{ corrects_report_id: original.id, inserted_at: at(ctl), updated_at: at(ctl) },
  }
  await insertTokenUsage(ctl.db, row)
  await requireNothingBelowZero(ctl, original.id)
  announce(ctl, 'corrected', original, { after: amountsOf(row), details: { correction_id: row.id } })
  await settleChange(ctl, row, [original])
  return row
}

/** A correction is of a report, so that what is left of it can be counted. */
async function lockOriginal(ctl: Ctl, id: string): Promise<TokenUsageRow> {
  const found = await requireTokenUsage(ctl, id)
  if (found.corrects_report_id === null) return found
  const hints = [`Correct what it corrects: ${found.corrects_report_id}.`]
  throw invalid({ token_usage_report_id: 'is a correction itself' }, { code: 'is_correction', hints })
}

/** Takes a report back, with its corrections, or a correction alone. */
export async function takeBackTokens(ctl: Ctl, id: string): Promise<TokenUsageRow> {
  const report = await requireTokenUsage(ctl, id)
  if (report.corrects_report_id !== null) await lockTokenUsage(ctl.db, report.corrects_report_id)
  const all = await takeBackTokenUsage(ctl.db, id, at(ctl))
  const taken = all.find((row) => row.id === id)
  if (taken === undefined) throw notFound('token_usage_report')
  await requireNothingBelowZero(ctl, report.corrects_report_id ?? id)
  announce(ctl, 'deleted', taken, { before: amountsOf(taken) })
  await settleChange(ctl, taken, all)
  return taken
}

/** What follows from a change of what was counted before: the sums of the days of some reports are no longer true. */
async function settleChange(ctl: Ctl, row: TokenUsageRow, counted: readonly TokenUsageRow[]): Promise<void> {
  const story = await reload(ctl, { id: row.story_id })
  for (const day of new Set(counted.map(({ inserted_at }) => inserted_at.slice(0, 10))))
    await markStale(ctl.db, placeOf(story, row.agent_id), day)
  await settleSpending(ctl, story, row)
}

/** The report with this id, which nobody else changes until the end of the transaction. Throws `not_found`. */
async function requireTokenUsage({ db }: Ctl, id: string): Promise<TokenUsageRow> {
  const found = await lockTokenUsage(db, id)
  if (found === undefined) throw notFound('token_usage_report')
  return found
}

/** Reports of which each is at least nothing never add up to less, however they are put together. */
async function requireNothingBelowZero({ db }: Ctl, originalId: string): Promise<void> {
  const left = await correctedSpending(db, originalId)
  const below = (Object.keys(left) as (keyof Spending)[]).filter((field) => left[field] < 0)
  if (below.length === 0) return
  const details = Object.fromEntries(below.map((field) => [field, `would leave ${left[field]}, which is below zero`]))
  throw invalid(details, { code: 'below_zero', hints: ['Take off at most what the report and its other corrections add up to.'] })
}

function amountsOf({ agent_id, input_tokens, output_tokens, cost_millicents }: TokenUsageRow) {
  return { agent_id, input_tokens, output_tokens, cost_millicents }
}

type Told = { before?: Record<string, unknown>; after?: Record<string, unknown>; details?: Record<string, unknown> }

function announce({ emit }: Ctl, action: 'created' | 'corrected' | 'deleted', row: TokenUsageRow, { details, ...states }: Told): void {
  const { id: entity, story_id, project_id: scope } = row
  emit({ type: `token_usage_report.${action}`, entity, scope, task: story_id, ...states, details: { story_id, ...details } })
}
