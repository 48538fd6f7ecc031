import type { StoppingReason } from '../words.ts'
import { firstCharacters, type Judgement, type Report } from './self-report.ts'

const approvals: Record<StoppingReason, string> = {
  task_complete: '✅ APPROVED TO STOP',
  waiting_for_user: '✅ APPROVED TO STOP (needs user input)',
  need_clarification: '✅ APPROVED TO STOP (needs user input)',
  error_cannot_proceed: '✅ APPROVED TO STOP (with error)',
  user_requested_stop: '✅ APPROVED TO STOP (requested by the user)',
}

/** The answer in words; the first line is what agents and people look for. */
export function messageOf(report: Report, { issues }: Judgement): string {
  return (issues.length > 0 ? denial(issues) : approval(report)).join('\n')
}

const refused = '❌ DO NOT STOP - CONTINUE WORKING'

function denial(issues: Judgement['issues']): string[] {
  return [refused, '', 'Issues found:', ...numbered(issues), '', 'Address these, then call should_continue again.']
}

function numbered(issues: Judgement['issues']): string[] {
  return issues.map(({ title, message, hint }, index) => `${index + 1}. ${title}: ${message} ${hint}`)
}

const mostIssues = 8
const mostCharacters = 2_000

/** The words with which a stop hook holds an agent: the same first line, which of how many refusals this is, and the honest ways out. */
export function refusalText(
  issues: Judgement['issues'],
  { number, most, wayOut }: { number: number; most: number; wayOut: boolean },
): string {
  const more = issues.length - mostIssues
  const listed = [...numbered(issues.slice(0, mostIssues)), ...(more > 0 ? [`and ${more} more`] : [])]
  const end = [`Block ${number} of ${most}.`, ...(wayOut ? waysOut : [])].join('\n')
  const body = firstCharacters([refused, '', 'Issues found:', ...listed].join('\n'), mostCharacters - end.length - 4)
  return `${body}\n\n${end}`
}

const waysOut = [
  'If you cannot: file_gap (loop-gate file-gap). If you need the person: should_continue with waiting_for_user (loop-gate should-continue --stopping-reason waiting_for_user).',
]

function approval(report: Report): string[] {
  const { stopping_reason, task_summary, work_done } = report
  const summary = [`Task: ${firstCharacters(task_summary, 500)}`, `Work done: ${firstCharacters(work_done, 500)}`]
  return [approvals[stopping_reason], '', ...summary, ...closing(report)]
}

function closing({ stopping_reason, verification_done, confidence }: Report): string[] {
  if (stopping_reason === 'task_complete') {
    const stated = confidence === undefined ? 'not stated' : `${Math.round(confidence * 1000) / 10}%`
    return [`Verification: ${verification_done ? 'done' : 'not done'}`, `Confidence: ${stated}`]
  }
  const reason = `Reason: ${stopping_reason}`
  if (stopping_reason !== 'error_cannot_proceed') return [reason]
  return [reason, '', 'Before you end: explain the error, suggest next steps, and ask for guidance.']
}
