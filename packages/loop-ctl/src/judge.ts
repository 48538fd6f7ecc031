import type { Actor, LoopError } from 'loop-core'
import { invalid, notTheAssignee, refused, unlinked } from './refusals.ts'
import type { StoryRow } from './storage/tables.ts'
import { type Action, standsRight, type Transition, transitions } from './story.ts'

/**
 * Refuses what the table of transitions does not allow this caller to do with this story now.
 *
 * Whoever verifies or rejects is compared with the implementer first, whatever the state: that gate is the one that counts.
 */
export function judge(action: Action, story: StoryRow, actor: Actor): void {
  const transition = transitions[action]
  requireLink(transition, actor)
  const checks = [() => requireState(action, transition, story), () => requireIdentity(action, transition, story, actor)]
  for (const check of transition.verified?.to ? checks.toReversed() : checks) check()
  if (transition.verified && !transition.verified.from.includes(story.verified_status)) throw alreadyVerified(action, story)
}

function requireLink({ identity, statuses }: Transition, { agent, role }: Actor): void {
  if (agent !== undefined || (identity === 'other or person' && role === 'user')) return
  throw unlinked(statuses?.unlinked ?? 422)
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
  if (!standsRight(transition, story)) throw standsElsewhere(action, transition, story)
}

function standsElsewhere(action: Action, { elsewhere, statuses, from }: Transition, story: StoryRow): LoopError {
  const { agent_status, assigned_agent_id } = story
  const { code, hint } = elsewhere![agent_status] ?? elsewhere!
  const holder = assigned_agent_id === null ? '' : ` It is assigned to agent ${assigned_agent_id}.`
  const hints = [`The story is ${agent_status}. ${hint}${holder}`]
  if (statuses?.elsewhere === 422) return invalid({ agent_status: `must be ${from.join(' or ')}` }, { code, hints })
  return refused(action, story, { code, hints })
}

function alreadyVerified(action: Action, story: StoryRow): LoopError {
  const hints = ['The story is verified already. There is nothing to do; reject it if something broke since.']
  return refused(action, story, { code: 'already_verified', hints })
}
