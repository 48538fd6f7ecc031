import type { Migration } from 'loop-core'

const optional = { type: 'text', nullable: true } as const
const optionalNumber = { type: 'real', nullable: true } as const
const zero = { type: 'integer', default: 0 } as const

const changed = { inserted_at: 'text', updated_at: 'text' } as const

/** Projects, epics, stories, what waits for what, and what was handed in about them. */
export const trust: Migration = {
  async up(schema) {
    await schema.createTable('ctl_projects', {
      columns: {
        id: 'text',
        name: 'text',
        slug: 'text',
        repo_url: optional,
        description: optional,
        tech_stack: optional,
        mission: optional,
        status: 'text',
        metadata: 'text',
        graph_version: zero,
        ...changed,
      },
      primaryKey: ['id'],
      unique: [['slug']],
      indexes: [['status', 'name']],
    })
    await schema.createTable('ctl_epics', {
      columns: {
        id: 'text',
        project_id: 'text',
        number: 'integer',
        title: 'text',
        description: optional,
        phase: optional,
        position: zero,
        metadata: 'text',
        unverified_count: zero,
        open_blockers: zero,
        completed_at: optional,
        ...changed,
      },
      primaryKey: ['id'],
      unique: [['project_id', 'number']],
      references: { project_id: 'ctl_projects' },
    })
    await schema.createTable('ctl_stories', {
      columns: {
        id: 'text',
        project_id: 'text',
        epic_id: 'text',
        number: 'text',
        sort_key: 'text',
        title: 'text',
        description: optional,
        acceptance_criteria: optional,
        estimated_hours: optionalNumber,
        agent_status: 'text',
        verified_status: 'text',
        assigned_agent_id: optional,
        reported_by_agent_id: optional,
        assigned_at: optional,
        review_requested_at: optional,
        reported_done_at: optional,
        verified_at: optional,
        rejected_at: optional,
        rejection_reason: optional,
        ever_assigned: zero,
        open_blockers: zero,
        metadata: 'text',
        ...changed,
      },
      primaryKey: ['id'],
      unique: [['project_id', 'number']],
      indexes: [
        ['project_id', 'sort_key', 'id'],
        // What is ready is counted from this alone, without a look at the rows.
        ['project_id', 'agent_status', 'open_blockers', 'sort_key', 'id', 'verified_status', 'epic_id'],
        ['epic_id', 'sort_key', 'id'],
        ['number'],
      ],
      references: { project_id: 'ctl_projects', epic_id: 'ctl_epics' },
      checks: [
        "agent_status in ('pending', 'contracted', 'assigned', 'implementing', 'reported_done')",
        "verified_status in ('unverified', 'verified', 'rejected')",
        // Without an assignee no gate has anybody to compare with. Only work from before, which nobody ever claimed, is done by nobody.
        "assigned_agent_id is not null or agent_status in ('pending', 'contracted') or (agent_status = 'reported_done' and ever_assigned = 0)",
      ],
    })
    await schema.createTable('ctl_epic_dependencies', {
      columns: { id: 'text', project_id: 'text', epic_id: 'text', depends_on_epic_id: 'text', inserted_at: 'text' },
      primaryKey: ['id'],
      unique: [['epic_id', 'depends_on_epic_id']],
      indexes: [['depends_on_epic_id'], ['project_id']],
      references: { project_id: 'ctl_projects', epic_id: 'ctl_epics', depends_on_epic_id: 'ctl_epics' },
    })
    await schema.createTable('ctl_story_dependencies', {
      columns: { id: 'text', project_id: 'text', story_id: 'text', depends_on_story_id: 'text', inserted_at: 'text' },
      primaryKey: ['id'],
      unique: [['story_id', 'depends_on_story_id']],
      indexes: [['depends_on_story_id'], ['project_id']],
      references: { project_id: 'ctl_projects', story_id: 'ctl_stories', depends_on_story_id: 'ctl_stories' },
    })
    await schema.createTable('ctl_artifacts', {
      columns: {
        id: 'text',
        story_id: 'text',
        reported_by: 'text',
        reporter_agent_id: optional,
        artifact_type: 'text',
        path: 'text',
        exists: 'integer',
        details: 'text',
        ...changed,
      },
      primaryKey: ['id'],
      indexes: [['story_id', 'inserted_at', 'id']],
      references: { story_id: 'ctl_stories' },
    })
    await schema.createTable('ctl_reviews', {
      columns: {
        id: 'text',
        story_id: 'text',
        reviewer_agent_id: optional,
        review_type: 'text',
        findings_count: zero,
        fixes_count: zero,
        disproved_count: zero,
        summary: optional,
        completed_at: 'text',
        ...changed,
      },
      primaryKey: ['id'],
      indexes: [['story_id', 'completed_at']],
      references: { story_id: 'ctl_stories' },
    })
    await schema.createTable('ctl_verifications', {
      columns: {
        id: 'text',
        story_id: 'text',
        orchestrator_agent_id: optional,
        result: 'text',
        summary: optional,
        findings: 'text',
        review_type: optional,
        iteration: 'integer',
        inserted_at: 'text',
      },
      primaryKey: ['id'],
      unique: [['story_id', 'iteration']],
      references: { story_id: 'ctl_stories' },
    })
    await schema.createTable('ctl_token_usage', {
      columns: {
        id: 'text',
        story_id: 'text',
        project_id: 'text',
        agent_id: 'text',
        input_tokens: 'integer',
        output_tokens: 'integer',
        model_name: 'text',
        cost_millicents: 'integer',
        phase: 'text',
        session_id: optional,
        skill_version_id: optional,
        metadata: 'text',
        deleted_at: optional,
        corrects_report_id: optional,
        ...changed,
      },
      primaryKey: ['id'],
      indexes: [
        ['story_id', 'inserted_at'],
        ['project_id', 'inserted_at'],
        ['agent_id', 'inserted_at'],
      ],
      references: { story_id: 'ctl_stories', project_id: 'ctl_projects' },
    })
  },
}
