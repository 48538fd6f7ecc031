import type { Migration } from 'loop-core'

const optional = { type: 'text', nullable: true } as const
const optionalNumber = { type: 'integer', nullable: true } as const

export const messageTables: Migration = {
  async up(schema) {
    await schema.createTable('queue_notifications', {
      columns: {
        id: 'text',
        workspace_id: 'text',
        recipient: 'text',
        event_id: 'text',
        kind: 'text',
        text: 'text',
        task_id: optional,
        loop_id: optional,
        comment_id: optional,
        read_at: optional,
        created_at: 'text',
      },
      primaryKey: ['id'],
      unique: [['recipient', 'event_id', 'kind']],
      indexes: [
        ['recipient', 'read_at', 'id'],
        ['workspace_id', 'created_at'],
      ],
    })
    await schema.createTable('queue_mails', {
      columns: {
        event_id: 'text',
        member_id: 'text',
        workspace_id: 'text',
        status: 'text',
        attempts: { type: 'integer', default: 0 },
        message_id: optional,
        last_code: optional,
        created_at: 'text',
        updated_at: 'text',
      },
      primaryKey: ['event_id', 'member_id'],
      indexes: [['created_at']],
    })
    await schema.createTable('queue_mail_preferences', {
      columns: { member_id: 'text', preference: 'text' },
      primaryKey: ['member_id'],
    })
    await schema.createTable('queue_requests', {
      columns: {
        identity: 'text',
        operation: 'text',
        key: 'text',
        workspace_id: 'text',
        arguments_hash: 'text',
        result_id: optional,
        generation: optionalNumber,
        created_at: 'text',
      },
      primaryKey: ['workspace_id', 'identity', 'operation', 'key'],
      indexes: [['created_at']],
    })
    await schema.createTable('queue_external', {
      columns: {
        workspace_id: 'text',
        format: 'text',
        namespace: 'text',
        external_id: 'text',
        task_id: 'text',
        position: 'integer',
        record: 'text',
        ours: 'text',
      },
      primaryKey: ['workspace_id', 'format', 'namespace', 'external_id'],
      indexes: [['task_id']],
      references: { task_id: 'queue_tasks' },
    })
  },
}
