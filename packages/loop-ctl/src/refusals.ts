import { LoopError } from 'loop-core'
import type { BudgetRow } from './storage/budget-tables.ts'
import type { StoryRow } from './storage/tables.ts'
import type { Action } from './story.ts'

/** Where a caller finds the right id of each noun. */
const lists = {
  project: 'list_projects shows the projects there are.',
  epic: 'GET /api/v1/projects/:project_id/epics, or loopctl epic list, shows the epics of a project.',
  story: 'list_stories shows the stories of a project.',
  agent: 'GET /api/v1/agents, or loopctl agent list, shows the agents there are.',
  tenant: 'GET /api/v1/admin/tenants, or loopctl admin tenants, shows the tenants there are.',
  api_key: 'GET /api/v1/api_keys, or loopctl api-key list, shows the keys there are.',
  ui_test_run: 'GET /api/v1/projects/:project_id/ui_test_runs, or loopctl ui-test-run list, shows the runs of a project.',
  webhook: 'GET /api/v1/webhooks, or loopctl webhook list, shows the webhooks there are.',
  article: 'knowledge_search finds published articles; GET /api/v1/articles lists all of them.',
  article_link: 'GET /api/v1/articles/:article_id/links shows the links of an article.',
  skill: 'GET /api/v1/skills, or loopctl skill list, shows the skills there are.',
  skill_version: 'GET /api/v1/skills/:skill_id/versions, or loopctl skill history, shows the versions there are.',
  orchestrator_state: 'Nothing was saved under this key: PUT /api/v1/orchestrator/state/:project_id saves its first version.',
  token_usage_report: 'GET /api/v1/stories/:story_id/token-usage shows the reports of a story.',
  token_budget: 'GET /api/v1/token-budgets, or loopctl token-budget list, shows the budgets there are.',
  cost_anomaly: 'GET /api/v1/cost-anomalies, or loopctl anomalies, shows what stands out.',
  dependency: 'GET /api/v1/projects/:project_id/dependency_graph shows what depends on what.',
} as const

/** One answer for what is not there and for what is not the caller's to see. */
export function notFound(noun: keyof typeof lists): LoopError {
  return new LoopError('not_found', 'Not found', { code: `${noun}_not_found`, hints: [lists[noun]] })
}

/** Some fields are wrong; each with what is wrong about it. */
export function invalid(
  details: Readonly<Record<string, string>>,
  { hints = [], ...more }: { code?: string; hints?: string[]; data?: Record<string, unknown> } = {},
): LoopError {
  const listed = Object.fromEntries(Object.entries(details).map(([field, problem]) => [field, [problem]]))
  const problems = Object.entries(details).map(([field, problem]) => `${field} ${problem}`)
  return new LoopError('invalid_input', 'Validation failed', { ...more, hints: [...problems, ...hints], details: listed })
}

/** There are as many as the settings allow; the words are the reference's. */
export function limitReached(noun: 'Project' | 'Webhook', most: number): LoopError {
  const hints = [`At most ${most} are allowed: remove one that nobody needs, or raise max_${noun.toLowerCase()}s in the settings.`]
  return invalid({ base: `${noun} limit reached for this tenant` }, { code: 'limit_reached', hints })
}

/** The story does not stand where the action begins, or its caller may not do it there. */
export function refused(action: Action, story: StoryRow, { code, hints }: { code: string; hints: string[] }): LoopError {
  const { agent_status, verified_status } = story
  const state = { current_agent_status: agent_status, current_verified_status: verified_status, attempted_action: action }
  return new LoopError('conflict', 'Conflict', { code, hints, data: { current_state: agent_status, ...state, context: state } })
}

/** A key that stands for no agent cannot be told apart from the implementer's, so no gate could ever hold it. */
export function unlinked(status: 400 | 422): LoopError {
  const message = 'This key must be linked to a registered agent'
  const hints = [
    'Register an agent with an agent key: POST /api/v1/agents/register.',
    'Or make a key for one that there is: POST /api/v1/api_keys with its agent_id.',
  ]
  return new LoopError('invalid_input', message, { code: 'key_without_agent', status, hints })
}

export function notTheAssignee(action: Action): LoopError {
  return new LoopError('forbidden', 'Forbidden', {
    code: 'not_assigned_agent',
    hints: [`Only the agent to which the story is assigned may call ${action}; force-unclaim takes it from an agent that is gone.`],
  })
}

/** What was wrong, in one line, where several things are answered at once. */
export function reasonOf({ message, hints }: LoopError): string {
  return hints.length === 0 ? message : `${message}: ${hints[0]}`
}

/** Two budgets of one scope would say two things. */
export function budgetExists({ id: budget_id, scope_type }: BudgetRow): LoopError {
  const tool = scope_type.startsWith('per_') ? '"loopctl budget set"' : 'set_token_budget'
  const hints = [`There is a ${scope_type} budget for this. Change it: PATCH /api/v1/token-budgets/${budget_id}, or ${tool}.`]
  return new LoopError('conflict', 'Conflict', { code: 'budget_exists', hints, data: { budget_id } })
}

/** `this story`, or `each story` for a budget that limits each one of a project. */
function limited(scope: BudgetRow['scope_type']): string {
  return scope.startsWith('per_') ? scope.replace('per_', 'each ') : `this ${scope}`
}

interface Overspent {
  exceeded: { limit: string; used: number; most: number }
  spent: { cost_millicents: number }
  overage_millicents: number
}

/** A blocking budget does not allow a report of done work. It says nothing of trying again: waiting helps nobody. */
export function tokenBudgetExceeded(
  { id: budget_id, scope_type, scope_id, budget_millicents }: BudgetRow,
  { exceeded: { limit, used, most }, spent, overage_millicents }: Overspent,
): LoopError {
  const data = { budget_id, scope_type, scope_id, budget_millicents, current_spend_millicents: spent.cost_millicents, overage_millicents }
  const hints = [
    `With this report ${used} would be used of the ${most} that ${limit} of the budget for ${limited(scope_type)} allows.`,
    'An orchestrator or a person raises the budget, or sets its enforcement to warn: set_token_budget, or PATCH /api/v1/token-budgets/:token_budget_id.',
    'report_token_usage still takes what was used, and counts it.',
  ]
  return new LoopError('rate_limited', 'Token budget exceeded', { code: 'token_budget_exceeded', hints, data })
}
