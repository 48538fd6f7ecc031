import type { Tenant } from 'loop-core/accounts'
import { z } from 'zod'
import type { Census } from '../storage/census.ts'
import { agentStatuses, verifiedStatuses } from '../words.ts'

const count = z.int()

/** How much there is of everything on a server. */
export const Stats = z.object({
  total_tenants: count,
  tenants_active: count,
  tenants_suspended: count,
  tenants_deactivated: count,
  total_projects: count,
  total_epics: count,
  total_stories: count,
  total_agents: count,
  total_api_keys: count,
  stories_by_agent_status: z.record(z.enum(agentStatuses), count),
  stories_by_verified_status: z.record(z.enum(verifiedStatuses), count),
  active_stories: count,
  active_agents: count,
})

export function statsOf(tenants: readonly Tenant[], censuses: readonly Census[]): z.output<typeof Stats> {
  const inState = (status: Tenant['status']) => tenants.filter((tenant) => tenant.status === status).length
  const total = (amount: (census: Census) => number) => censuses.reduce((sum, census) => sum + amount(census), 0)
  const standings = censuses.flatMap((census) => census.standings)
  const storiesAt = (ladder: 'agent_status' | 'verified_status', status: string) =>
    standings.filter((standing) => standing[ladder] === status).reduce((sum, { stories }) => sum + stories, 0)
  return {
    total_tenants: tenants.length,
    tenants_active: inState('active'),
    tenants_suspended: inState('suspended'),
    tenants_deactivated: inState('deactivated'),
    total_projects: total(({ projects }) => projects),
    total_epics: total(({ epics }) => epics),
    total_stories: total(({ stories }) => stories),
    total_agents: total(({ agents }) => agents),
    total_api_keys: total(({ keys }) => keys),
    stories_by_agent_status: each(agentStatuses, (status) => storiesAt('agent_status', status)),
    stories_by_verified_status: each(verifiedStatuses, (status) => storiesAt('verified_status', status)),
    active_stories: storiesAt('agent_status', 'implementing'),
    active_agents: total(({ activeAgents }) => activeAgents),
  }
}

function each<Status extends string>(statuses: readonly Status[], count: (status: Status) => number): Record<Status, number> {
  return Object.fromEntries(statuses.map((status) => [status, count(status)])) as Record<Status, number>
}
