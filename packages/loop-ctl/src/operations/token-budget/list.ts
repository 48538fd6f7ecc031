import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { selectBudgets } from '../../storage/token-budgets.ts'
import { TokenBudget, tokenBudgetOf } from '../../views/token-budget.ts'
import { budgetScopes } from '../../words.ts'

export const listTokenBudgets = operation({
  name: 'list_token_budgets',
  title: 'List token budgets',
  summary: 'The budgets there are with what of each is used, oldest first.',
  command: 'token-budget list',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/token-budgets'],
  tool: false,
  input: z.object({ scope_type: field.word(budgetScopes), scope_id: field.budgetScopeId.optional(), ...paging }),
  output: z.object({ data: z.array(TokenBudget), meta: PageMeta }),
  async run({ scope_type, scope_id, ...asked }, { db }) {
    const page = readPage(asked, { style: 'page', size: 20, most: 100 })
    const { rows, total } = await selectBudgets(db, { ...(scope_type && { scope_type }), ...(scope_id && { scope_id }) }, page)
    const data = []
    for (const row of rows) data.push(await tokenBudgetOf(db, row))
    return { data, meta: page.meta(total) }
  },
})
