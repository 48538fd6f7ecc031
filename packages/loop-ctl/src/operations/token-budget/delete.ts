import { operation, text } from 'loop-core'
import { z } from 'zod'
import { deleteBudget } from '../../changes/token-budget.ts'
import * as field from '../../fields.ts'

export const deleteTokenBudget = operation({
  name: 'delete_token_budget',
  title: 'Delete token budget',
  summary: 'Take a budget away; what was used stays counted.',
  kind: 'destroy',
  roles: ['user'],
  rest: ['DELETE /api/v1/token-budgets/:token_budget_id'],
  tool: false,
  input: z.object({ token_budget_id: field.tokenBudgetId }),
  output: z.object({ token_budget: z.object({ id: text(64), deleted: z.literal(true) }) }),
  async run({ token_budget_id }, context) {
    await deleteBudget(context, token_budget_id)
    return { token_budget: { id: token_budget_id, deleted: true as const } }
  },
})
