import { operation } from 'loop-core'
import { z } from 'zod'
import { requireBudget } from '../../changes/token-budget.ts'
import { effectiveOfBudget } from '../../effective-budget.ts'
import * as field from '../../fields.ts'
import { EffectiveBudget, TokenBudget, tokenBudgetOf } from '../../views/token-budget.ts'

export const getTokenBudget = operation({
  name: 'get_token_budget',
  title: 'Get token budget',
  summary: 'One budget with what of it is used, and the amount that holds for its scope.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/token-budgets/:token_budget_id'],
  tool: false,
  input: z.object({ token_budget_id: field.tokenBudgetId }),
  output: z.object({ token_budget: TokenBudget.extend(EffectiveBudget.shape) }),
  async run({ token_budget_id }, context) {
    const row = await requireBudget(context, token_budget_id)
    return { token_budget: { ...(await tokenBudgetOf(context.db, row)), ...(await effectiveOfBudget(context.db, row)) } }
  },
})
