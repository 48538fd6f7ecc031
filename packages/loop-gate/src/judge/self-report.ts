import type { Issue } from '../decision.ts'
import type { Outcome, StoppingReason } from '../words.ts'

/** What an agent says of its own work. */
export interface Report {
  task_summary: string
  work_done: string
  work_remaining?: string
  stopping_reason: StoppingReason
  confidence?: number
  verification_done?: boolean
}

export interface Judgement {
  outcome: Outcome
  issues: Issue[]
}

const outcomeOfReason: Record<Exclude<StoppingReason, 'task_complete'>, Outcome> = {
  waiting_for_user: 'needs_user',
  need_clarification: 'needs_user',
  error_cannot_proceed: 'blocked_by_error',
  user_requested_stop: 'user_stop',
}

const rules: ((report: Report) => Issue | undefined)[] = [noVerification, lowConfidence, workRemaining, shortSummary]

/**
 * Judges a wish to stop by the agent's own words: only a claim that the task is complete has to meet the rules.
 *
 * The other reasons are always accepted, so that there is an honest way out of every situation.
 */
export function judgeSelfReport(report: Report): Judgement {
  if (report.stopping_reason !== 'task_complete') return { outcome: outcomeOfReason[report.stopping_reason], issues: [] }
  const issues = rules.flatMap((rule) => rule(report) ?? [])
  return { outcome: issues.length === 0 ? 'complete' : 'unfinished', issues }
}

function noVerification({ verification_done }: Report): Issue | undefined {
  if (verification_done === true) return undefined
  return {
    code: 'no_verification',
    title: 'No verification done',
    message: 'nothing shows that the changes work.',
    hint: 'Run the tests or try the result, then set verification_done to true.',
  }
}

function lowConfidence({ confidence }: Report): Issue | undefined {
  if (confidence === undefined || confidence >= 0.8) return undefined
  return {
    code: 'low_confidence',
    title: 'Confidence too low (< 80%)',
    message: `you gave ${percentBelow80(confidence)}%.`,
    hint: 'Find out what you are unsure of and settle it.',
  }
}

/** Rounds to a tenth, but never up to the limit that was missed. */
function percentBelow80(confidence: number): number {
  return Math.min(79.9, Math.round(confidence * 1000) / 10)
}

/** A remark as short as "none" is no remaining work; the limit is in UTF-16 units. */
function workRemaining({ work_remaining = '' }: Report): Issue | undefined {
  const remaining = work_remaining.trim()
  if (remaining.length <= 10) return undefined
  return { code: 'work_remaining', title: 'Work remaining', message: firstCharacters(remaining, 200), hint: 'Do what is left.' }
}

function shortSummary({ work_done }: Report): Issue | undefined {
  const parts = work_done.split(/[.,\n]/).filter((part) => part.trim() !== '')
  if (parts.length >= 2) return undefined
  return {
    code: 'short_summary',
    title: 'Work summary too short',
    message: 'one statement cannot describe finished work.',
    hint: 'List each thing you did in work_done, separated by full stops, commas or line breaks.',
  }
}

export function firstCharacters(text: string, count: number): string {
  const characters = [...text]
  return characters.length <= count ? text : `${characters.slice(0, count).join('')}…`
}
