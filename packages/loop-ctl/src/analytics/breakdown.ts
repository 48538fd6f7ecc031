import type { z } from 'zod'
import type { ModelBreakdown } from '../views/costs.ts'

interface Used {
  model_name: string
  total_input_tokens: number
  total_output_tokens: number
  total_cost_millicents: number
}

/** What was used, by model; a model may stand in several rows. */
export function breakdownOf(rows: readonly Used[]): z.output<typeof ModelBreakdown> {
  const byModel = new Map<string, { input_tokens: number; output_tokens: number; cost_millicents: number }>()
  for (const { model_name, total_input_tokens, total_output_tokens, total_cost_millicents } of rows) {
    const { input_tokens, output_tokens, cost_millicents } = byModel.get(model_name) ?? nothing
    byModel.set(model_name, {
      input_tokens: input_tokens + total_input_tokens,
      output_tokens: output_tokens + total_output_tokens,
      cost_millicents: cost_millicents + total_cost_millicents,
    })
  }
  return Object.fromEntries(byModel)
}

const nothing = { input_tokens: 0, output_tokens: 0, cost_millicents: 0 }
