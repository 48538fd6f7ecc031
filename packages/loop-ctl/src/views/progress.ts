import { z } from 'zod'
import type { Standing } from '../storage/progress.ts'
import { agentStatuses, verifiedStatuses } from '../words.ts'

const byAgentStatus = z.record(z.enum(agentStatuses), z.int())
const byVerifiedStatus = z.record(z.enum(verifiedStatuses), z.int())

/** How far a set of stories is. */
export const StoryProgress = z.object({
  total_stories: z.int(),
  stories_by_agent_status: byAgentStatus,
  stories_by_verified_status: byVerifiedStatus,
  verification_percentage: z.number(),
})

export function storyProgressOf(standings: readonly Standing[]): z.output<typeof StoryProgress> {
  const total = sum(standings)
  const byVerified = tally(verifiedStatuses, standings, 'verified_status')
  return {
    total_stories: total,
    stories_by_agent_status: tally(agentStatuses, standings, 'agent_status'),
    stories_by_verified_status: byVerified,
    verification_percentage: percentage(byVerified.verified, total),
  }
}

/** How many hours were estimated for some stories, without the dust of adding fractions. */
export function hoursOf(standings: readonly Standing[]): number {
  return Number(standings.reduce((total, { hours }) => total + hours, 0).toFixed(2))
}

/** A share with one decimal; nothing of nothing is 0. */
export function percentage(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part * 1000) / whole) / 10
}

type Ladder = 'agent_status' | 'verified_status'

function tally<On extends Ladder>(words: readonly Standing[On][], standings: readonly Standing[], ladder: On) {
  const entries = words.map((word) => [word, sum(standings.filter((standing) => standing[ladder] === word))])
  return Object.fromEntries(entries) as Record<Standing[On], number>
}

function sum(standings: readonly Standing[]): number {
  return standings.reduce((total, { stories }) => total + stories, 0)
}
