import type { Migration } from 'loop-core'

const optional = { type: 'text', nullable: true } as const
const changed = { inserted_at: 'text', updated_at: 'text' } as const

/** Articles of the wiki, how they belong together, and who reads them. */
export const knowledge: Migration = {
  async up(schema) {
    await schema.createTable('ctl_articles', {
      columns: {
        // The long ones come last: what lists and searches read of a row is then found without reading past them.
        seq: 'sequence',
        id: 'text',
        project_id: optional,
        title: 'text',
        category: 'text',
        status: 'text',
        tags: 'text',
        source_type: optional,
        source_id: optional,
        ...changed,
        metadata: 'text',
        title_words: 'text',
        body_words: 'text',
        body: 'text',
      },
      primaryKey: ['seq'],
      unique: [['id']],
      indexes: [
        ['status', 'updated_at', 'id'],
        ['project_id', 'status', 'updated_at', 'id'],
        ['source_type', 'source_id'],
      ],
      references: { project_id: 'ctl_projects' },
      checks: ["status in ('draft', 'published', 'archived', 'superseded')"],
    })
    // Of those that are in use; what was put away may share its title with what took its place.
    await schema.addIndex('ctl_articles', ['title'], { unique: true, where: "status in ('draft', 'published')" })
    await schema.addTextIndex({ table: 'ctl_articles', key: 'seq', columns: ['title_words', 'body_words'] })
    await schema.createTable('ctl_article_links', {
      columns: {
        id: 'text',
        source_article_id: 'text',
        target_article_id: 'text',
        relationship_type: 'text',
        metadata: 'text',
        inserted_at: 'text',
      },
      primaryKey: ['id'],
      unique: [['source_article_id', 'target_article_id', 'relationship_type']],
      indexes: [['target_article_id']],
    })
    await schema.createTable('ctl_article_accesses', {
      columns: {
        id: 'text',
        article_id: 'text',
        api_key_id: optional,
        agent_id: optional,
        access_type: 'text',
        query: optional,
        project_id: optional,
        story_id: optional,
        accessed_at: 'text',
      },
      primaryKey: ['id'],
      indexes: [
        ['article_id', 'accessed_at'],
        ['accessed_at', 'id'],
        ['api_key_id', 'accessed_at'],
        ['agent_id', 'accessed_at'],
        ['project_id', 'accessed_at'],
      ],
    })
  },
}
