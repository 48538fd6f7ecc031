import type { Migration } from 'loop-core'

const optional = { type: 'text', nullable: true } as const
const zero = { type: 'integer', default: 0 } as const
const changed = { inserted_at: 'text', updated_at: 'text' } as const

/** What an orchestrator writes down for itself, and tests of a user interface by hand. */
export const desk: Migration = {
  async up(schema) {
    await schema.createTable('ctl_ui_test_runs', {
      columns: {
        id: 'text',
        project_id: 'text',
        started_by_agent_id: optional,
        status: 'text',
        guide_reference: optional,
        notes: optional,
        summary: optional,
        findings_count: zero,
        critical_count: zero,
        high_count: zero,
        screenshots_count: zero,
        started_at: 'text',
        completed_at: optional,
        ...changed,
      },
      primaryKey: ['id'],
      indexes: [['project_id', 'inserted_at', 'id']],
      references: { project_id: 'ctl_projects' },
      checks: ["status in ('running', 'passed', 'failed')"],
    })
    await schema.createTable('ctl_ui_test_findings', {
      columns: { id: 'text', ui_test_run_id: 'text', position: 'integer', content: 'text', inserted_at: 'text' },
      primaryKey: ['id'],
      unique: [['ui_test_run_id', 'position']],
      references: { ui_test_run_id: 'ctl_ui_test_runs' },
    })
    // One row a version: the newest is the state, the others are its history.
    await schema.createTable('ctl_orchestrator_states', {
      columns: {
        id: 'text',
        project_id: 'text',
        state_key: 'text',
        version: 'integer',
        state_data: 'text',
        saved_by: 'text',
        inserted_at: 'text',
        updated_at: 'text',
      },
      primaryKey: ['id', 'version'],
      unique: [['project_id', 'state_key', 'version']],
      references: { project_id: 'ctl_projects' },
    })
  },
}
