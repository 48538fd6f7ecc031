import { operation } from 'loop-core'
import { z } from 'zod'
import { createBudget, requireScope } from '../../changes/token-budget.ts'
import * as field from '../../fields.ts'
import { TokenBudget, tokenBudgetOf } from '../../views/token-budget.ts'
import { budgetScopes } from '../../words.ts'

export const createTokenBudget = operation({
  name: 'create_token_budget',
  title: 'Create token budget',
  summary: 'Limit what a story, an epic, a project or an agent may use; per_story and its like limit each one of a project.',
  kind: 'write',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['POST /api/v1/token-budgets'],
  status: 201,
  tool: false,
  input: z.object({ scope_type: z.enum(budgetScopes), scope_id: field.budgetScopeId, ...field.budget.shape }),
  output: z.object({ token_budget: TokenBudget }),
  async run({ scope_type, scope_id, ...given }, context) {
    const row = await createBudget(context, await requireScope(context, scope_type, scope_id), given)
    return { token_budget: await tokenBudgetOf(context.db, row) }
  },
})
