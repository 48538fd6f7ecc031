import { describe, expect, it } from 'vitest'
import { operations } from './operations/index.ts'

/** Who may call a route: from a role upwards, or exactly these. */
const access: Record<string, readonly string[]> = {
  public: ['public'],
  all: ['agent', 'orchestrator', 'user', 'superadmin'],
  'agent+': ['agent', 'orchestrator', 'user'],
  'orch+': ['orchestrator', 'user'],
  'user+': ['user'],
  '=agent': ['agent'],
  '=orch': ['orchestrator'],
  '=agent,orch': ['agent', 'orchestrator'],
  '=orch,user': ['orchestrator', 'user'],
  '=user,superadmin': ['user', 'superadmin'],
  '=superadmin': ['superadmin'],
}

/**
 * Every address of the reference that its README names or implies, with who may call it; what is newer is left out.
 *
 * Superadmins take part in the role that they take on, so they stand only at the addresses of their own.
 */
const table = `
public POST /api/v1/tenants/register

all GET /api/v1/tenants/me
=user,superadmin PATCH /api/v1/tenants/me
user+ POST /api/v1/api_keys
user+ GET /api/v1/api_keys
user+ DELETE /api/v1/api_keys/:id
user+ POST /api/v1/api_keys/:id/rotate
=agent POST /api/v1/agents/register
orch+ GET /api/v1/agents
orch+ GET /api/v1/agents/:id

orch+ POST /api/v1/projects
agent+ GET /api/v1/projects
agent+ GET /api/v1/projects/:id
orch+ PATCH /api/v1/projects/:id
orch+ PUT /api/v1/projects/:id
user+ DELETE /api/v1/projects/:id
agent+ GET /api/v1/projects/:id/progress
=orch,user POST /api/v1/projects/:id/import
agent+ GET /api/v1/projects/:id/export
agent+ GET /api/v1/projects/:id/epics
orch+ POST /api/v1/projects/:id/epics
agent+ GET /api/v1/epics/:id
orch+ PATCH /api/v1/epics/:id
user+ DELETE /api/v1/epics/:id
agent+ GET /api/v1/epics/:id/progress
agent+ GET /api/v1/epics/:id/stories
orch+ POST /api/v1/epics/:id/stories
agent+ GET /api/v1/stories
agent+ GET /api/v1/stories/ready
agent+ GET /api/v1/stories/blocked
agent+ GET /api/v1/stories/:id
orch+ PATCH /api/v1/stories/:id
user+ DELETE /api/v1/stories/:id
agent+ GET /api/v1/stories/:id/history
=agent,orch POST /api/v1/stories/:id/contract
=agent POST /api/v1/stories/:id/claim
=agent POST /api/v1/stories/:id/start
=agent POST /api/v1/stories/:id/start-work
=agent POST /api/v1/stories/:id/request-review
=agent,orch POST /api/v1/stories/:id/report
=agent,orch POST /api/v1/stories/:id/report-done
=agent POST /api/v1/stories/:id/unclaim
agent+ POST /api/v1/stories/:id/review-complete
=orch POST /api/v1/stories/:id/verify
=orch POST /api/v1/stories/:id/reject
=orch POST /api/v1/stories/:id/force-unclaim
=orch POST /api/v1/epics/:id/verify-all
orch+ GET /api/v1/stories/:id/verifications
=agent,orch POST /api/v1/stories/:id/artifacts
agent+ GET /api/v1/stories/:id/artifacts
orch+ GET /api/v1/stories/:id/reviews
=agent POST /api/v1/stories/bulk/claim
=orch POST /api/v1/stories/bulk/verify
=orch POST /api/v1/stories/bulk/reject
=orch POST /api/v1/stories/bulk/mark-complete
orch+ POST /api/v1/epic_dependencies
orch+ POST /api/v1/story_dependencies
user+ DELETE /api/v1/epic_dependencies/:id
user+ DELETE /api/v1/story_dependencies/:id
agent+ GET /api/v1/projects/:id/epic_dependencies
agent+ GET /api/v1/epics/:id/story_dependencies
agent+ GET /api/v1/projects/:id/dependency_graph

user+ GET /api/v1/audit
agent+ GET /api/v1/changes
=orch PUT /api/v1/orchestrator/state/:id
=orch GET /api/v1/orchestrator/state/:id
=orch GET /api/v1/orchestrator/state/:id/history
user+ POST /api/v1/webhooks
user+ GET /api/v1/webhooks
user+ GET /api/v1/webhooks/:id
user+ PATCH /api/v1/webhooks/:id
user+ PUT /api/v1/webhooks/:id
user+ DELETE /api/v1/webhooks/:id
user+ POST /api/v1/webhooks/:id/test
user+ GET /api/v1/webhooks/:id/deliveries
user+ POST /api/v1/skills
agent+ GET /api/v1/skills
agent+ GET /api/v1/skills/:id
user+ PATCH /api/v1/skills/:id
user+ DELETE /api/v1/skills/:id
user+ POST /api/v1/skills/import
user+ POST /api/v1/skills/:id/versions
agent+ GET /api/v1/skills/:id/versions
agent+ GET /api/v1/skills/:id/versions/:version
user+ GET /api/v1/skills/:id/stats
user+ GET /api/v1/skills/:id/versions/:version/results
user+ GET /api/v1/skills/:id/cost-performance
=orch POST /api/v1/skill_results
agent+ POST /api/v1/projects/:id/ui_test_runs
agent+ GET /api/v1/projects/:id/ui_test_runs
agent+ GET /api/v1/ui_test_runs/:id
agent+ POST /api/v1/ui_test_runs/:id/findings
agent+ POST /api/v1/ui_test_runs/:id/complete
agent+ POST /api/v1/projects/:id/ui-tests
agent+ GET /api/v1/projects/:id/ui-tests

agent+ POST /api/v1/token-usage
agent+ GET /api/v1/stories/:id/token-usage
user+ DELETE /api/v1/token-usage/:id
user+ POST /api/v1/token-usage/:id/correction
orch+ POST /api/v1/token-budgets
orch+ PATCH /api/v1/token-budgets/:id
agent+ GET /api/v1/token-budgets
agent+ GET /api/v1/token-budgets/:id
user+ DELETE /api/v1/token-budgets/:id
orch+ GET /api/v1/cost-anomalies
user+ PATCH /api/v1/cost-anomalies/:id
orch+ GET /api/v1/analytics/agents
orch+ GET /api/v1/analytics/trends
orch+ GET /api/v1/analytics/model-mix
orch+ GET /api/v1/analytics/agents/:id/model-profile
agent+ GET /api/v1/analytics/epics
agent+ GET /api/v1/analytics/projects/:id
agent+ GET /api/v1/analytics/models

agent+ GET /api/v1/articles
agent+ GET /api/v1/articles/:id
agent+ POST /api/v1/articles
agent+ GET /api/v1/projects/:id/articles
agent+ POST /api/v1/projects/:id/articles
user+ PATCH /api/v1/articles/:id
user+ PUT /api/v1/articles/:id
user+ DELETE /api/v1/articles/:id
user+ POST /api/v1/articles/:id/unpublish
user+ POST /api/v1/articles/:id/archive
user+ POST /api/v1/knowledge/bulk-publish
orch+ POST /api/v1/articles/:id/publish
orch+ GET /api/v1/knowledge/drafts
agent+ POST /api/v1/article_links
agent+ GET /api/v1/articles/:id/links
user+ DELETE /api/v1/article_links/:id
agent+ GET /api/v1/knowledge/index
agent+ GET /api/v1/projects/:id/knowledge/index
agent+ GET /api/v1/knowledge/search
agent+ GET /api/v1/knowledge/context
orch+ GET /api/v1/knowledge/lint
orch+ GET /api/v1/projects/:id/knowledge/lint
orch+ GET /api/v1/knowledge/export
orch+ GET /api/v1/projects/:id/knowledge/export
orch+ GET /api/v1/knowledge/pipeline
orch+ POST /api/v1/knowledge/ingest
orch+ POST /api/v1/knowledge/ingest/batch
orch+ GET /api/v1/knowledge/ingestion-jobs
orch+ GET /api/v1/knowledge/analytics/top-articles
orch+ GET /api/v1/knowledge/analytics/unused-articles
orch+ GET /api/v1/knowledge/analytics/agents/:id
orch+ GET /api/v1/knowledge/analytics/projects/:id/usage
orch+ GET /api/v1/knowledge/articles/:id/stats

=superadmin GET /api/v1/admin/tenants
=superadmin GET /api/v1/admin/tenants/:id
=superadmin PATCH /api/v1/admin/tenants/:id
=superadmin POST /api/v1/admin/tenants/:id/suspend
=superadmin POST /api/v1/admin/tenants/:id/activate
=superadmin GET /api/v1/admin/stats
=superadmin GET /api/v1/admin/audit
`

const rows = table
  .split('\n')
  .filter(Boolean)
  .map((line) => /^(\S+) (.+)$/.exec(line)!.slice(1) as [string, string])

/** Without the names of parameters, in which ours may differ. */
function shape(address: string): string {
  return address.replaceAll(/:\w+/g, ':id')
}

const served = new Map(
  operations.flatMap(({ rest = [], roles }) => rest.map((address) => [shape(address), [...roles].toSorted()] as const)),
)

describe('the routes of the reference', () => {
  it.each(rows)('%s %s', (who, address) => {
    expect(served.get(shape(address))).toEqual(access[who]!.toSorted())
  })

  it('are more than a hundred and thirty', () => {
    expect(rows.length).toBeGreaterThan(130)
  })
})
