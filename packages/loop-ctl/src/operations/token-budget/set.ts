import { operation } from 'loop-core'
import { z } from 'zod'
import { requireScope, setBudget } from '../../changes/token-budget.ts'
import * as field from '../../fields.ts'
import { slimBudget } from '../../views/slim.ts'
import { TokenBudget, tokenBudgetOf } from '../../views/token-budget.ts'

const { budget_millicents, alert_threshold_pct, enforcement } = field.budget.shape

export const setTokenBudget = operation({
  name: 'set_token_budget',
  title: 'Set token budget',
  summary: 'Limit what may be spent, whether or not there is a limit yet. With block, report_story beyond it is refused.',
  kind: 'write',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  hints: { idempotentHint: true },
  input: z.object({
    scope_type: z.enum(['project', 'epic', 'story', 'agent']),
    scope_id: field.budgetScopeId,
    budget_millicents: budget_millicents.unwrap().unwrap(),
    alert_threshold_pct,
    enforcement,
  }),
  output: z.object({ token_budget: TokenBudget }),
  advertised: slimBudget,
  async run({ scope_type, scope_id, ...given }, context) {
    const row = await setBudget(context, await requireScope(context, scope_type, scope_id), given)
    return { token_budget: await tokenBudgetOf(context.db, row) }
  },
})
