import type { Migration } from 'loop-core'

const optional = { type: 'text', nullable: true } as const
const optionalNumber = { type: 'integer', nullable: true } as const
const zero = { type: 'integer', default: 0 } as const
const one = { type: 'integer', default: 1 } as const

const lease = {
  generation: zero,
  lease_kind: optional,
  lease_holder: optional,
  lease_member: optional,
  lease_worker: optional,
  lease_claimed_at: optional,
  lease_expires_at: optional,
  lease_seen_at: optional,
  lease_seen_version: optionalNumber,
  lease_seen_comments: optionalNumber,
}

export const queueTables: Migration = {
  async up(schema) {
    await schema.createTable('queue_workspaces', {
      columns: {
        id: 'text',
        slug: 'text',
        name: 'text',
        description: 'text',
        ai_context: 'text',
        lease_seconds: 'integer',
        max_attempts: 'integer',
        agents_may_approve: 'integer',
        gaps_to_tasks: 'integer',
        lease_secret: 'text',
        graph_version: zero,
        version: one,
        created_at: 'text',
        updated_at: 'text',
      },
      primaryKey: ['id'],
      unique: [['slug']],
    })
    await schema.createTable('queue_loops', {
      columns: {
        id: 'text',
        workspace_id: 'text',
        name: 'text',
        description: 'text',
        ai_context: 'text',
        status: 'text',
        visibility: 'text',
        priority: 'real',
        created_by: 'text',
        created_at: 'text',
        updated_at: 'text',
        held_at: optional,
        shipped_at: optional,
        shipped_by: optional,
        version: one,
      },
      primaryKey: ['id'],
      indexes: [['workspace_id', 'status', 'priority', 'created_at', 'id']],
      references: { workspace_id: 'queue_workspaces' },
    })
    await schema.createTable('queue_loop_shares', {
      columns: { workspace_id: 'text', loop_id: 'text', identity: 'text' },
      primaryKey: ['loop_id', 'identity'],
      references: { loop_id: 'queue_loops' },
    })
    await schema.createTable('queue_tasks', {
      columns: {
        id: 'text',
        workspace_id: 'text',
        title: 'text',
        body: 'text',
        status: 'text',
        priority: 'text',
        priority_rank: 'integer',
        due_date: optional,
        due_sort: 'text',
        loop_id: optional,
        parent_id: optional,
        open_blockers: zero,
        comment_count: zero,
        failures: zero,
        not_before: optional,
        dead_at: optional,
        dead_reason: optional,
        created_by: 'text',
        created_at: 'text',
        updated_at: 'text',
        shipped_at: optional,
        shipped_by: optional,
        version: one,
        ...lease,
      },
      primaryKey: ['id'],
      indexes: [
        ['loop_id', 'status', 'open_blockers', 'priority_rank', 'due_sort', 'created_at', 'id'],
        ['workspace_id', 'loop_id', 'status', 'updated_at'],
        ['workspace_id', 'lease_expires_at'],
        ['workspace_id', 'lease_holder'],
        ['parent_id'],
      ],
    })
    await schema.createTable('queue_dependencies', {
      columns: {
        workspace_id: 'text',
        task_id: 'text',
        depends_on_id: 'text',
        kind: 'text',
        origin: 'text',
        created_at: 'text',
        resolved_at: optional,
      },
      primaryKey: ['task_id', 'depends_on_id', 'kind'],
      indexes: [['depends_on_id', 'resolved_at']],
      references: { task_id: 'queue_tasks', depends_on_id: 'queue_tasks' },
    })
    await schema.createTable('queue_comments', {
      columns: {
        id: 'text',
        workspace_id: 'text',
        task_id: optional,
        loop_id: optional,
        body: 'text',
        author: 'text',
        author_name: 'text',
        reply_to_id: optional,
        created_at: 'text',
      },
      primaryKey: ['id'],
      indexes: [
        ['task_id', 'id'],
        ['loop_id', 'id'],
      ],
      references: { task_id: 'queue_tasks', loop_id: 'queue_loops' },
    })
  },
}
