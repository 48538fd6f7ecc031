import type { Migration } from 'loop-core'

const optional = { type: 'text', nullable: true } as const
const optionalNumber = { type: 'integer', nullable: true } as const

/** What may be spent, and on what: budgets of stories, epics, projects and agents. */
export const budgets: Migration = {
  async up(schema) {
    await schema.createTable('ctl_token_budgets', {
      columns: {
        id: 'text',
        scope_type: 'text',
        scope_id: 'text',
        project_id: optional,
        epic_id: optional,
        story_id: optional,
        budget_millicents: optionalNumber,
        budget_input_tokens: optionalNumber,
        budget_output_tokens: optionalNumber,
        token_limit: optionalNumber,
        alert_threshold_pct: 'integer',
        enforcement: 'text',
        metadata: 'text',
        inserted_at: 'text',
        updated_at: 'text',
      },
      primaryKey: ['id'],
      unique: [['scope_type', 'scope_id']],
      indexes: [['inserted_at', 'id'], ['project_id'], ['epic_id'], ['story_id']],
      references: { project_id: 'ctl_projects', epic_id: 'ctl_epics', story_id: 'ctl_stories' },
      checks: [
        "scope_type in ('project', 'epic', 'story', 'agent', 'per_epic', 'per_story', 'per_agent')",
        "enforcement in ('warn', 'block')",
        'coalesce(budget_millicents, budget_input_tokens, budget_output_tokens, token_limit) is not null',
      ],
    })
    await schema.createTable('ctl_budget_crossings', {
      columns: { budget_id: 'text', subject_id: 'text', threshold: 'text', crossed_at: 'text' },
      primaryKey: ['budget_id', 'subject_id', 'threshold'],
      references: { budget_id: 'ctl_token_budgets' },
      checks: ["threshold in ('warning', 'exceeded')"],
    })
    await schema.addIndex('ctl_token_usage', ['corrects_report_id'])
  },
}
