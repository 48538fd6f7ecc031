import type { Migration } from 'loop-core'

const optional = { type: 'text', nullable: true } as const
const number = { type: 'integer', nullable: true } as const
const zero = { type: 'integer', default: 0 } as const

/** What proves that a stop is right: folders and what a person accepted for them, sessions, receipts, gaps and waivers. */
export const evidence: Migration = {
  async up(schema) {
    await schema.createTable('gate_workspaces', {
      columns: { id: 'text', root: 'text', vcs: 'text', paused_until: optional, created_at: 'text', last_seen_at: 'text' },
      primaryKey: ['id'],
      unique: [['root']],
    })
    await schema.createTable('gate_policies', {
      columns: { workspace_id: 'text', hash: 'text', text: 'text', accepted_at: 'text', accepted_by: 'text', superseded_at: optional },
      primaryKey: ['workspace_id', 'hash'],
    })
    await schema.addIndex('gate_policies', ['workspace_id'], { unique: true, where: 'superseded_at is null' })
    await schema.createTable('gate_sessions', {
      columns: {
        workspace_id: 'text',
        session: 'text',
        agent: 'text',
        client: 'text',
        baseline: optional,
        turn_key: optional,
        blocks: zero,
        block_times: { type: 'text', default: '[]' },
        fingerprint: optional,
        repeats: zero,
        notices: { type: 'text', default: '[]' },
        started_at: 'text',
        last_event_at: 'text',
        version: zero,
      },
      primaryKey: ['workspace_id', 'session', 'agent'],
      indexes: [['workspace_id', 'client', 'last_event_at'], ['last_event_at']],
    })
    await schema.createTable('gate_receipts', {
      columns: {
        id: 'text',
        workspace_id: 'text',
        kind: 'text',
        criterion_id: optional,
        command: 'text',
        command_hash: 'text',
        policy_hash: optional,
        cwd: 'text',
        digest_before: optional,
        digest_after: optional,
        scope_digest: optional,
        head: optional,
        started_at: 'text',
        finished_at: 'text',
        duration_ms: 'integer',
        exit_code: number,
        signal: optional,
        verdict: 'text',
        reason: optional,
        counts: optional,
        output_bytes: 'integer',
        output_sha256: 'text',
        output_tail: optional,
        actor: 'text',
        session: optional,
        client: optional,
        origin: 'text',
      },
      primaryKey: ['id'],
      indexes: [
        ['workspace_id', 'criterion_id', 'finished_at'],
        ['workspace_id', 'criterion_id', 'command_hash', 'scope_digest', 'finished_at'],
        ['finished_at'],
      ],
    })
    await schema.createTable('gate_runs', {
      columns: {
        workspace_id: 'text',
        criterion_id: 'text',
        scope_digest: 'text',
        id: 'text',
        pid: 'integer',
        host: 'text',
        actor: 'text',
        started_at: 'text',
        until: 'text',
      },
      primaryKey: ['workspace_id', 'criterion_id', 'scope_digest'],
    })
    await schema.createTable('gate_gaps', {
      columns: {
        id: 'text',
        workspace_id: 'text',
        criterion_id: 'text',
        blocker: 'text',
        tried: 'text',
        needs: 'text',
        count: 'integer',
        status: 'text',
        filed_at: 'text',
        resolved_at: optional,
      },
      primaryKey: ['id'],
    })
    await schema.addIndex('gate_gaps', ['workspace_id', 'criterion_id'], { unique: true, where: "status = 'open'" })
    await schema.createTable('gate_waivers', {
      columns: {
        id: 'text',
        workspace_id: 'text',
        criterion_id: 'text',
        kind: 'text',
        scope_digest: optional,
        until: optional,
        reason: 'text',
        by: 'text',
        at: 'text',
      },
      primaryKey: ['id'],
      indexes: [['workspace_id', 'criterion_id', 'at'], ['at']],
    })
    for (const column of ['workspace_id', 'agent', 'client', 'mode', 'answered', 'reason', 'criteria', 'digest', 'policy_hash'])
      await schema.addColumn('gate_decisions', column, optional)
    for (const column of ['stop_key', 'used_at', 'expires_at', 'head']) await schema.addColumn('gate_decisions', column, optional)
    await schema.addColumn('gate_decisions', 'door', { type: 'text', default: 'tool' })
    for (const column of ['block', 'duration_ms']) await schema.addColumn('gate_decisions', column, number)
    await schema.addIndex('gate_decisions', ['stop_key'], { unique: true, where: 'stop_key is not null' })
    await schema.addIndex('gate_decisions', ['workspace_id', 'at'], { where: 'workspace_id is not null' })
  },
}
