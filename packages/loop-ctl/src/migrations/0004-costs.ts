import type { Migration } from 'loop-core'

const optional = { type: 'text', nullable: true } as const
const zero = { type: 'integer', default: 0 } as const
const changed = { inserted_at: 'text', updated_at: 'text' } as const

/** Costs added up by day, and what stands out among them. */
export const costs: Migration = {
  async up(schema) {
    await schema.createTable('ctl_cost_summaries', {
      columns: {
        id: 'text',
        scope_type: 'text',
        scope_id: 'text',
        period_start: 'text',
        period_end: 'text',
        total_input_tokens: zero,
        total_output_tokens: zero,
        total_cost_millicents: zero,
        report_count: zero,
        model_breakdown: 'text',
        avg_cost_per_story_millicents: { type: 'integer', nullable: true },
        stale: zero,
        ...changed,
      },
      primaryKey: ['id'],
      unique: [['scope_type', 'scope_id', 'period_start']],
      indexes: [['period_start']],
      checks: ["scope_type in ('agent', 'epic', 'project', 'story')"],
    })
    await schema.addIndex('ctl_cost_summaries', ['period_start'], { where: 'stale = 1' })
    await schema.createTable('ctl_cost_anomalies', {
      columns: {
        id: 'text',
        story_id: 'text',
        project_id: 'text',
        agent_id: optional,
        anomaly_type: 'text',
        story_cost_millicents: 'integer',
        reference_avg_millicents: 'integer',
        deviation_factor: 'real',
        resolved: zero,
        archived: zero,
        metadata: 'text',
        ...changed,
      },
      primaryKey: ['id'],
      indexes: [
        ['inserted_at', 'id'],
        ['project_id', 'inserted_at', 'id'],
        ['story_id', 'anomaly_type', 'inserted_at'],
      ],
      references: { story_id: 'ctl_stories', project_id: 'ctl_projects' },
      checks: ["anomaly_type in ('high_cost', 'suspiciously_low', 'budget_exceeded')"],
    })
    // Of each kind a story has one that nobody has dealt with.
    await schema.addIndex('ctl_cost_anomalies', ['story_id', 'anomaly_type'], { unique: true, where: 'resolved = 0' })
    await schema.addIndex('ctl_token_usage', ['inserted_at'])
    await schema.addIndex('ctl_token_usage', ['deleted_at'], { where: 'deleted_at is not null' })
  },
}
