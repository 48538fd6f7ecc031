import { type Actor, LoopError } from 'loop-core'
import { notTheAssignee, refused, unlinked } from './refusals.ts'
import type { StoryRow } from './storage/tables.ts'
import { type Action, standsRight, type Transition, transitions } from './story.ts'

/**
 * Refuses what the table of transitions does not allow this caller to do with this story now.
 *
 * Whoever verifies or rejects is compared with the implementer first, whatever the state: that gate is the one that counts.
 */
export function judge(action: Action, story: StoryRow, actor: Actor): void {
  const transition = transitions[action]
  requireLink(action, transition, actor)
  const checks = [() => requireState(action, transition, story), () => requireIdentity(action, transition, story, actor)]
  for (const check of transition.verified ? checks.toReversed() : checks) check()
  if (transition.verified && !transition.verified.from.includes(story.verified_status)) throw alreadyVerified(action, story)
}

const linkStatus: Partial<Record<Action, 400>> = { 'force-unclaim': 400, verify: 400, reject: 400 }

function requireLink(action: Action, { identity }: Transition, { agent, role }: Actor): void {
  if (agent !== undefined || (identity === 'other or person' && role === 'user')) return
  throw unlinked(linkStatus[action] ?? 422)
}

function requireIdentity(action: Action, { identity, blocked }: Transition, story: StoryRow, { agent }: Actor): void {
  const isAssignee = story.assigned_agent_id !== null && story.assigned_agent_id === agent?.id
  if (identity === 'assignee' && !isAssignee) throw notTheAssignee(action)
  if (blocked && isAssignee) throw refused(action, story, { code: blocked, hints: [selfHints[blocked]] })
}

const selfHints = {
  self_report_blocked: 'You implemented this story. Call request-review; a different agent then calls report.',
  self_review_blocked: 'You implemented this story, so its review must be completed with a key of another agent.',
  self_verify_blocked: 'You implemented this story, so it must be judged with a key of another agent.',
} as const

function requireState(action: Action, transition: Transition, story: StoryRow): void {
  if (standsRight(transition, story)) return
  if (action === 'review-complete') throw notReportedYet()
  throw refused(action, story, wrongState(action, story))
}

function notReportedYet(): LoopError {
  const hints = ['The story must be reported_done first: a different agent than the implementer calls report.']
  return new LoopError('invalid_input', 'Validation failed', {
    code: 'not_reported_done',
    hints,
    details: { agent_status: ['must be reported_done'] },
  })
}

function alreadyVerified(action: Action, story: StoryRow): LoopError {
  const hints = ['The story is verified already. There is nothing to do; reject it if something broke since.']
  return refused(action, story, { code: 'already_verified', hints })
}

function wrongState(action: Action, { agent_status, assigned_agent_id }: StoryRow): { code: string; hints: string[] } {
  const holder = assigned_agent_id === null ? '' : ` It is assigned to agent ${assigned_agent_id}.`
  const contractFirst = action === 'claim' || action === 'start'
  if (agent_status === 'pending' && contractFirst)
    return {
      code: 'must_contract_first',
      hints: ['Contract it first: send its title as story_title and the number of its criteria as ac_count.'],
    }
  if (agent_status === 'contracted' && action === 'start') return { code: 'must_claim_first', hints: ['Claim it first.'] }
  return { code: 'invalid_transition', hints: [hintFor(action, agent_status) + holder] }
}

function hintFor(action: Action, status: string): string {
  switch (action) {
    case 'contract':
      return `The story is ${status} already; unclaim (by its agent) or force-unclaim (by an orchestrator) brings it back to pending.`
    case 'claim':
      return `The story is ${status}: an agent has it. Take one from GET /api/v1/stories/ready, or let an orchestrator call force-unclaim.`
    case 'start':
      return `The story is ${status}; only an assigned one can be started.`
    case 'report':
    case 'request-review':
      if (status === 'reported_done') return 'The story is reported_done already; a different agent calls review-complete next.'
      return `The story is ${status}; only while it is implementing can this be called: its agent must call start first.`
    case 'verify':
    case 'reject':
      return `The story is ${status}; wait until it is reported_done.`
    default:
      return `The story is ${status}, so there is nothing to give back.`
  }
}
