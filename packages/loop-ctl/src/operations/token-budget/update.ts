import { operation } from 'loop-core'
import { z } from 'zod'
import { changeBudget } from '../../changes/token-budget.ts'
import * as field from '../../fields.ts'
import { TokenBudget, tokenBudgetOf } from '../../views/token-budget.ts'

export const updateTokenBudget = operation({
  name: 'update_token_budget',
  title: 'Update token budget',
  summary:
    'Change what a budget allows, and what happens at its end; null takes a limit away, as long as there is another. Its scope stays.',
  kind: 'write',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['PATCH /api/v1/token-budgets/:token_budget_id', 'PUT /api/v1/token-budgets/:token_budget_id'],
  tool: false,
  input: z.object({ token_budget_id: field.tokenBudgetId, ...field.budget.shape }),
  output: z.object({ token_budget: TokenBudget }),
  async run({ token_budget_id, ...given }, context) {
    return { token_budget: await tokenBudgetOf(context.db, await changeBudget(context, token_budget_id, given)) }
  },
})
