import { shownDollars } from '../money.ts'
import { command } from './command.ts'
import { projectOf } from './project.ts'

export const showStatus = command({
  name: 'status',
  takes: '[STORY] [options]',
  summary: `How far a project is, or an epic, or a story.
STORY  one story: its id, or a number such as US-2.1
--epic EPIC  an epic: its id or number
--project P  which project: id, slug or name`,
  options: { epic: { type: 'string' } },
  most: 1,
  async run(typed) {
    const { words, values, call, print } = typed
    const [story_id] = words
    if (story_id !== undefined) return print(await call('get_story', { story_id }))
    if (values.epic !== undefined) return print(await call('get_epic_progress', { epic_id: values.epic }))
    const answer = await call('get_progress', { project_id: await projectOf(typed), include_cost: true })
    await print(answer, () => inWords(answer.progress))
  },
})

type Count = Readonly<Record<string, number>>

interface Progress extends Record<string, unknown> {
  stories_by_agent_status: Count
  stories_by_verified_status: Count
  total_cost_millicents?: number
  budget_millicents?: number | null
  utilization_pct?: number | null
}

function inWords({ stories_by_agent_status, stories_by_verified_status, ...progress }: Progress): string {
  const plain = Object.entries(progress).filter(([key]) => !/^(total_cost|budget|utilization)/.test(key))
  const lines = plain.map(([key, value]) => `${key}: ${String(value)}`)
  return [
    ...lines,
    ...countsOf('agent', stories_by_agent_status),
    ...countsOf('verified', stories_by_verified_status),
    costOf(progress),
  ].join('\n')
}

function countsOf(ladder: string, counts: Count): string[] {
  return [
    `${ladder}: ${Object.entries(counts)
      .map(([status, count]) => `${count} ${status}`)
      .join(', ')}`,
  ]
}

type Cost = Pick<Progress, 'total_cost_millicents' | 'budget_millicents' | 'utilization_pct'>

/** `Cost: $1.20 / $10.00 budget (12%)`; a budget may limit tokens alone, and then has only its share. */
function costOf({ total_cost_millicents = 0, budget_millicents, utilization_pct }: Cost): string {
  const spent = `Cost: ${shownDollars(total_cost_millicents)}`
  if (utilization_pct == null) return `${spent} (no budget)`
  if (budget_millicents == null) return `${spent} (${utilization_pct}% of the token budget)`
  return `${spent} / ${shownDollars(budget_millicents)} budget (${utilization_pct}%)`
}
