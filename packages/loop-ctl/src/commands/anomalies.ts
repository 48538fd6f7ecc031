import { shownDollars } from '../money.ts'
import { command } from './command.ts'
import { projectOf } from './project.ts'

/** Under both of the names that people know. */
export const [showAnomalies, showCostAnomalies] = ['anomalies', 'cost-anomalies'].map((name) =>
  command({
    name,
    summary: `The stories of a project that stand out by their cost, newest first.
--project P  which project: id, slug or name
--include-resolved  also those that somebody has dealt with`,
    options: { 'include-resolved': { type: 'boolean' } },
    async run(typed) {
      const include_resolved = typed.values['include-resolved']
      const answer = await typed.call('page_cost_anomalies', { project_id: await projectOf(typed), include_resolved, page_size: 100 })
      await typed.print(answer, () => answer.data.map(inWords).join('\n') || 'Nothing stands out.')
    },
  }),
) as [ReturnType<typeof command>, ReturnType<typeof command>]

interface Anomaly {
  anomaly_type: string
  story_title: string
  agent_name: string | null
  story_cost_millicents: number
  reference_avg_millicents: number
  deviation_factor: number
  resolved: boolean
}

function inWords({ anomaly_type, story_title, agent_name, deviation_factor, resolved, ...costs }: Anomaly): string {
  const amount = costs.reference_avg_millicents
  const reference =
    anomaly_type !== 'budget_exceeded'
      ? `others ${shownDollars(amount)}`
      : amount === 0
        ? 'budget of tokens'
        : `budget ${shownDollars(amount)}`
  const amounts = `${shownDollars(costs.story_cost_millicents)}, ${reference}, factor ${deviation_factor}`
  return `${anomaly_type} ${story_title}: ${amounts}${agent_name === null ? '' : `, ${agent_name}`}${resolved ? ' (resolved)' : ''}`
}
