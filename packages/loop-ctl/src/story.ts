import type { Role } from 'loop-core'
import type { StoryRow } from './storage/tables.ts'
import { type AgentStatus, agentStatuses, type VerifiedStatus } from './words.ts'

/** Everything that moves a story along one of its two ladders. */
export const actions = [
  'contract',
  'claim',
  'start',
  'request-review',
  'report',
  'unclaim',
  'force-unclaim',
  'review-complete',
  'verify',
  'reject',
] as const
export type Action = (typeof actions)[number]

/**
 * Who may do it, compared with the agent that the story is assigned to.
 *
 * `linked`: any key that stands for an agent. `assignee`: that agent alone. `other`: an agent that is not the assignee.
 * `other or person`: the same, or a person's key, which stands for no agent.
 */
type Identity = 'linked' | 'assignee' | 'other' | 'other or person'

/** What is told of a story that stands on another step, and how it gets on from there. */
interface Elsewhere {
  code: 'invalid_transition' | 'must_contract_first' | 'must_claim_first' | 'not_reported_done'
  hint: string
}

export interface Transition {
  /** Exact: no role stands above another here. */
  roles: readonly Role[]
  identity: Identity
  /** The refusal of the assignee where somebody else is wanted. */
  blocked?: 'self_report_blocked' | 'self_review_blocked' | 'self_verify_blocked'
  /** From which steps of the agent's ladder; whether a verified story is taken as well. */
  from: readonly AgentStatus[]
  orVerified?: true
  /** The refusal on all other steps, where there are any; some have their own. */
  elsewhere?: Elsewhere & Partial<Record<AgentStatus, Elsewhere>>
  /** Which step it leads to; absent stays. */
  to?: AgentStatus
  /** From where on the other ladder, and what becomes of that; absent stays. */
  verified?: { from: readonly VerifiedStatus[]; to?: VerifiedStatus }
  /** Whether it waits until everything that the story depends on is verified. */
  ready?: true
  /** The statuses of refusals where they are not 409 for another step and 422 for a key without an agent. */
  statuses?: { elsewhere?: 422; unlinked?: 400 }
  event: string
  /** In a few words, for the documentation. */
  means: string
}

const working = ['assigned', 'implementing', 'reported_done'] as const

const contractFirst: Elsewhere = {
  code: 'must_contract_first',
  hint: 'Contract it first: send its title as story_title and the number of its criteria as ac_count.',
}
const startFirst: Elsewhere & Partial<Record<AgentStatus, Elsewhere>> = {
  code: 'invalid_transition',
  hint: 'Its agent must call start first.',
  reported_done: { code: 'invalid_transition', hint: 'A different agent calls review-complete next.' },
}
const waitForReport: Elsewhere = { code: 'invalid_transition', hint: 'Wait until it is reported_done.' }

/** The one table of what may happen to a story. Operations, documentation and the property test are made from it. */
export const transitions: Readonly<Record<Action, Transition>> = {
  contract: {
    roles: ['agent', 'orchestrator'],
    identity: 'linked',
    from: ['pending'],
    elsewhere: {
      code: 'invalid_transition',
      hint: 'It was contracted already; unclaim (by its agent) or force-unclaim (by an orchestrator) brings it back to pending.',
    },
    to: 'contracted',
    verified: { from: ['unverified', 'rejected'] },
    event: 'story.status_changed',
    means: 'says the title and the number of criteria back, so that they were read',
  },
  claim: {
    roles: ['agent'],
    identity: 'linked',
    from: ['contracted'],
    elsewhere: {
      code: 'invalid_transition',
      hint: 'An agent has it. Take one from GET /api/v1/stories/ready, or let an orchestrator call force-unclaim.',
      pending: contractFirst,
    },
    to: 'assigned',
    ready: true,
    event: 'story.status_changed',
    means: 'takes the story; one winner, once all it depends on is verified',
  },
  start: {
    roles: ['agent'],
    identity: 'assignee',
    from: ['assigned'],
    elsewhere: {
      code: 'invalid_transition',
      hint: 'It was started already.',
      pending: contractFirst,
      contracted: { code: 'must_claim_first', hint: 'Claim it first.' },
    },
    to: 'implementing',
    event: 'story.status_changed',
    means: 'begins to implement',
  },
  'request-review': {
    roles: ['agent'],
    identity: 'assignee',
    from: ['implementing'],
    elsewhere: startFirst,
    event: 'story.review_requested',
    means: 'hands over: the part of the implementer ends here',
  },
  report: {
    roles: ['agent', 'orchestrator'],
    identity: 'other',
    blocked: 'self_report_blocked',
    from: ['implementing'],
    elsewhere: startFirst,
    to: 'reported_done',
    event: 'story.status_changed',
    means: 'another agent confirms that it is implemented',
  },
  unclaim: {
    roles: ['agent'],
    identity: 'assignee',
    // Nobody is assigned to a contracted story, so there it is the identity that is refused.
    from: ['contracted', ...working],
    elsewhere: { code: 'invalid_transition', hint: 'There is nothing to give back.' },
    to: 'pending',
    event: 'story.status_changed',
    means: 'gives the story back',
  },
  'force-unclaim': {
    roles: ['orchestrator'],
    identity: 'linked',
    from: agentStatuses,
    to: 'pending',
    statuses: { unlinked: 400 },
    event: 'story.force_unclaimed',
    means: 'takes the story from whoever has it',
  },
  'review-complete': {
    roles: ['orchestrator', 'user', 'agent'],
    identity: 'other or person',
    blocked: 'self_review_blocked',
    from: ['reported_done'],
    elsewhere: { code: 'not_reported_done', hint: 'A different agent than the implementer calls report first.' },
    statuses: { elsewhere: 422 },
    event: 'story.review_completed',
    means: 'records a review that somebody else made',
  },
  verify: {
    roles: ['orchestrator'],
    identity: 'other',
    blocked: 'self_verify_blocked',
    from: ['reported_done'],
    elsewhere: waitForReport,
    verified: { from: ['unverified', 'rejected'], to: 'verified' },
    statuses: { unlinked: 400 },
    event: 'story.verified',
    means: 'finds it done, after a review',
  },
  reject: {
    roles: ['orchestrator'],
    identity: 'other',
    blocked: 'self_verify_blocked',
    from: ['reported_done'],
    orVerified: true,
    elsewhere: waitForReport,
    verified: { from: ['unverified', 'verified', 'rejected'], to: 'rejected' },
    statuses: { unlinked: 400 },
    event: 'story.rejected',
    means: 'finds it not done, or broken later',
  },
}

/** Whether the agent's ladder stands where the action begins. */
export function standsRight({ from, orVerified }: Transition, story: Pick<StoryRow, 'agent_status' | 'verified_status'>): boolean {
  return from.includes(story.agent_status) || (orVerified === true && story.verified_status === 'verified')
}
