import type { Issue } from '../decision.ts'
import { type CriterionState, holdsBack } from '../measure/criterion-state.ts'
import type { IssueCode, VerdictReason } from '../words.ts'

const codes = {
  failed: 'criterion_failed',
  stale: 'criterion_stale',
  not_measured: 'criterion_not_measured',
  skipped: 'criterion_skipped',
} as const

const titles: Record<(typeof codes)[keyof typeof codes], string> = {
  criterion_failed: 'Check failed',
  criterion_stale: 'Check out of date',
  criterion_not_measured: 'Check not measured',
  criterion_skipped: 'Check ran no tests',
}

/** Why, in a few words; none of them is anybody else's text. */
export const reasons: Record<VerdictReason, string> = {
  exit_code: 'it ended with an error',
  counts_contradict_exit: 'it ended well, but its own output counts failures',
  too_few_tests: 'fewer tests passed than the policy asks for',
  fewer_tests: 'fewer tests passed than before',
  no_tests_ran: 'no test was run',
  never_ran: 'it has not been run',
  timed_out: 'it did not end in time',
  could_not_start: 'it could not be started; a person must mend the policy or install what is missing',
  interrupted: 'it was interrupted',
  counts_unreadable: 'its output says nowhere how many tests passed',
  workspace_changed_during_run: 'files changed while it ran',
  over_budget: 'there was no time left to run it',
  too_old: 'it ran too long ago',
  workspace_too_large: 'there are too many files to tell whether they changed',
  no_fact: 'nothing is known about it',
  fact_differs: 'it is not so',
  not_clean: 'there are changes that are not committed',
  forbidden_text: 'a changed file holds a text that the policy forbids',
  not_confirmed: 'a person has to confirm it',
  files_changed: 'files changed since it ran',
  command_changed: 'the policy now asks for another command',
}

/** One issue for each criterion that holds the stop back, with the call that would help. */
export function criterionIssues(criteria: readonly CriterionState[]): Issue[] {
  return criteria.filter(holdsBack).map(issueOf)
}

function issueOf({ id, title, verdict, reason, detail }: CriterionState): Issue {
  const code = codes[verdict as keyof typeof codes]
  const said = reason === null ? '' : reasons[reason]
  const message = `${title === id ? id : `${title} (${id})`}: ${said}${detail ? ` (${detail})` : ''}.`
  return { code, title: titles[code], message, hint: hintOf(id, reason) }
}

/** Nothing is known to be wrong. */
const needsOnlyARun: readonly (VerdictReason | null)[] = [
  'never_ran',
  'files_changed',
  'command_changed',
  'too_old',
  'over_budget',
  'interrupted',
  'workspace_changed_during_run',
]

/** What to do about a criterion that holds a stop back. */
export function hintOf(id: string, reason: VerdictReason | null): string {
  if (reason === 'not_confirmed') return `Ask the person to run: loop-gate criterion confirm ${id}.`
  if (reason === 'no_fact' || reason === 'fact_differs') return 'Finish what it is about, and try again.'
  if (reason === 'not_clean') return 'Commit your work, or tell the person why not.'
  if (reason === 'forbidden_text') return 'Remove it from the files that you changed.'
  const call = `run_checks {"criteria":["${id}"]}`
  return needsOnlyARun.includes(reason) ? `Call ${call}.` : `Mend it, then call ${call}.`
}

/** Issues that are about the stop as a whole. */
export function wholeIssue(
  code: Extract<IssueCode, 'no_call' | 'protected_changed' | 'work_claimed'>,
  names: readonly string[] = [],
): Issue {
  const { message, ...rest } = wholeIssues[code]
  return { code, ...rest, message: names.length === 0 ? message : `${message.replace(/\.$/, '')}: ${names.join(', ')}.` }
}

const wholeIssues = {
  no_call: {
    title: 'No approval',
    message: 'nobody asked whether this stop is right.',
    hint: 'Call should_continue with what you did and how you verified it.',
  },
  protected_changed: {
    title: 'Protected files changed',
    message: 'files changed that only a person may let pass.',
    hint: 'Undo the change, or ask the person to run: loop-gate criterion waive protected.',
  },
  work_claimed: {
    title: 'Work still claimed',
    message: 'a task is still claimed by you.',
    hint: 'Ship it or release it.',
  },
} as const
