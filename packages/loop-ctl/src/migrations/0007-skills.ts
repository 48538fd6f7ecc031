import type { Migration } from 'loop-core'

const optional = { type: 'text', nullable: true } as const
const count = { type: 'integer', nullable: true } as const

/** Skills with their versions, and how each has done. */
export const skills: Migration = {
  async up(schema) {
    await schema.createTable('ctl_skills', {
      columns: {
        id: 'text',
        project_id: optional,
        name: 'text',
        description: optional,
        current_version: 'integer',
        status: 'text',
        metadata: 'text',
        inserted_at: 'text',
        updated_at: 'text',
      },
      primaryKey: ['id'],
      unique: [['project_id', 'name']],
      indexes: [['name', 'id']],
      references: { project_id: 'ctl_projects' },
      checks: ["status in ('active', 'archived')"],
    })
    // Two that belong to no project differ in nothing as far as the constraint above sees.
    await schema.addIndex('ctl_skills', ['name'], { unique: true, where: 'project_id is null' })
    await schema.createTable('ctl_skill_versions', {
      columns: {
        id: 'text',
        skill_id: 'text',
        version: 'integer',
        prompt_text: 'text',
        changelog: optional,
        created_by: 'text',
        metadata: 'text',
        inserted_at: 'text',
      },
      primaryKey: ['id'],
      unique: [['skill_id', 'version']],
      references: { skill_id: 'ctl_skills' },
      appendOnly: true,
    })
    await schema.createTable('ctl_skill_results', {
      columns: {
        id: 'text',
        skill_version_id: 'text',
        verification_result_id: 'text',
        story_id: 'text',
        metrics: 'text',
        findings_count: count,
        false_positive_count: count,
        iteration: count,
        inserted_at: 'text',
      },
      primaryKey: ['id'],
      indexes: [['skill_version_id', 'inserted_at', 'id'], ['verification_result_id'], ['story_id']],
      references: { skill_version_id: 'ctl_skill_versions', verification_result_id: 'ctl_verifications', story_id: 'ctl_stories' },
    })
    await schema.addIndex('ctl_token_usage', ['skill_version_id'])
  },
}
