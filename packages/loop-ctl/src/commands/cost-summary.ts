import { shownDollars, shownTokens } from '../money.ts'
import { command } from './command.ts'
import { projectOf } from './project.ts'
import { usage } from './usage.ts'

export const showCostSummary = command({
  name: 'cost-summary',
  summary: `What a project has cost.
--project P  which project: id, slug or name
--by-epic  each epic by its number
--by-agent  each agent, the cheapest by story first`,
  options: { 'by-epic': { type: 'boolean' }, 'by-agent': { type: 'boolean' } },
  async run(typed) {
    const { call, print, values } = typed
    if (values['by-epic'] && values['by-agent']) throw usage('Either --by-epic or --by-agent, not both.')
    const project_id = await projectOf(typed)
    const ask = async (name: string, inWords: (row: Costs) => string) => {
      const answer = await call(name, { project_id, page_size: 100 })
      await print(answer, () => answer.data.map(inWords).join('\n') || 'Nothing was reported yet.')
    }
    if (values['by-epic']) return ask('get_epic_costs', epicInWords)
    if (values['by-agent']) return ask('get_agent_costs', agentInWords)
    const answer = await call('get_project_costs', { project_id })
    await print(answer, () => projectInWords(answer.data))
  },
})

interface Costs {
  total_cost_millicents: number
  avg_cost_per_story_millicents: number
  total_input_tokens: number
  total_output_tokens: number
  story_count: number
  completed_story_count: number
  epic_name: string
  agent_name: string | null
  agent_id: string
  agent_count: number
  total_stories_reported: number
  efficiency_rank: number
  primary_model: string
  budget_millicents: number | null
  utilization_pct: number | null
  cost_by_phase: Readonly<Record<string, number>>
}

function projectInWords(costs: Costs): string {
  const phases = Object.entries(costs.cost_by_phase).map(([phase, cost]) => `  ${phase}: ${shownDollars(cost)}`)
  return [
    `Cost: ${spentOf(costs)}`,
    ...phases,
    `Tokens: ${tokensOf(costs)}`,
    `Stories: ${costs.story_count}, ${shownDollars(costs.avg_cost_per_story_millicents)} each`,
    `Agents: ${costs.agent_count}`,
  ].join('\n')
}

function epicInWords(costs: Costs): string {
  return `${costs.epic_name}: ${spentOf(costs)}, ${costs.completed_story_count} of ${costs.story_count} stories verified`
}

function agentInWords(costs: Costs): string {
  const { efficiency_rank, agent_name, agent_id, total_stories_reported, primary_model } = costs
  const stories = `${total_stories_reported} ${total_stories_reported === 1 ? 'story' : 'stories'}, ${shownDollars(costs.avg_cost_per_story_millicents)} each`
  return `${efficiency_rank}. ${agent_name ?? agent_id}: ${shownDollars(costs.total_cost_millicents)}, ${stories}, ${tokensOf(costs)}, mostly ${primary_model}`
}

/** `$1.20`, or `$1.20 / $10.00 budget (12%)`. */
function spentOf({ total_cost_millicents, budget_millicents, utilization_pct }: Costs): string {
  const spent = shownDollars(total_cost_millicents)
  return budget_millicents === null ? spent : `${spent} / ${shownDollars(budget_millicents)} budget (${utilization_pct}%)`
}

function tokensOf({ total_input_tokens, total_output_tokens }: Costs): string {
  return `${shownTokens(total_input_tokens)} in, ${shownTokens(total_output_tokens)} out`
}
