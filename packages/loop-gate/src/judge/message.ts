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

function denial(issues: Judgement['issues']): string[] {
  return [
    '❌ DO NOT STOP - CONTINUE WORKING',
    '',
    'Issues found:',
    ...issues.map(({ title, message, hint }, index) => `${index + 1}. ${title}: ${message} ${hint}`),
    '',
    'Address these, then call should_continue again.',
  ]
}

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
