import { shownDollars, shownTokens } from '../money.ts'
import { command } from './command.ts'
import { usage } from './usage.ts'

export const showTokenReport = command({
  name: 'token-report',
  takes: '--story STORY',
  summary: `What a story took: its latest reports, and totals.
--story STORY  its id, or a number such as US-2.1`,
  options: { story: { type: 'string' } },
  async run({ values: { story: story_id }, call, print }) {
    if (story_id === undefined) throw usage('This needs --story: an id, or a number such as US-2.1.')
    const answer = await call('page_story_token_usage', { story_id, page_size: 100 })
    await print(answer, () => inWords(answer))
  },
})

type Totals = Record<'total_input_tokens' | 'total_output_tokens' | 'total_cost_millicents' | 'report_count', number>

export interface Usage {
  data: readonly { model_name: string; phase: string; input_tokens: number; output_tokens: number; cost_millicents: number }[]
  totals: Totals & { by_phase: Readonly<Record<string, Totals>> }
  budget?: { effective_budget_millicents: number | null }
}

/** One line for all, one for each phase, and one for each report that is shown. */
export function inWords({ data, totals, budget }: Usage): string {
  const phases = Object.entries(totals.by_phase).map(([phase, part]) => `  ${phase}: ${lineOf(part)}`)
  const reports = data.map(
    (row) =>
      `${row.model_name} ${row.phase}: ${shownTokens(row.input_tokens)} in, ${shownTokens(row.output_tokens)} out, ${shownDollars(row.cost_millicents)}`,
  )
  return [`Total: ${lineOf(totals)}${limitOf(budget)}`, ...phases, ...reports].join('\n')
}

function lineOf({ total_input_tokens, total_output_tokens, total_cost_millicents, report_count }: Totals): string {
  const tokens = `${shownTokens(total_input_tokens)} in, ${shownTokens(total_output_tokens)} out`
  return `${tokens}, ${shownDollars(total_cost_millicents)}, ${report_count} ${report_count === 1 ? 'report' : 'reports'}`
}

function limitOf(budget: Usage['budget']): string {
  const amount = budget?.effective_budget_millicents ?? null
  return amount === null ? '' : ` of ${shownDollars(amount)}`
}
