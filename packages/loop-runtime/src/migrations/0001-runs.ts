import type { Migration } from 'loop-core'

const optional = { type: 'text', nullable: true } as const
const number = { type: 'integer', nullable: true } as const
const share = { type: 'real', nullable: true } as const
const zero = { type: 'integer', default: 0 } as const
const list = { type: 'text', default: '[]' } as const

/** Runs with their journal and their trace, and what commands and patches showed and did. */
export const runs: Migration = {
  async up(schema) {
    await schema.createTable('runtime_runs', {
      columns: {
        id: 'text',
        status: 'text',
        driver: 'text',
        goal: 'text',
        workspace: 'text',
        root: 'text',
        active_root: optional,
        task: 'text',
        policy_sha256: 'text',
        model: 'text',
        skill: 'text',
        base_commit: optional,
        start_digest: optional,
        dirty_start: zero,
        worktree: optional,
        branch: optional,
        counters: 'text',
        owner: optional,
        by_job: zero,
        generation: zero,
        heartbeat_at: optional,
        actor: 'text',
        work_ref: optional,
        parent_run_id: optional,
        forked_from_step: number,
        verified: number,
        verified_by: optional,
        verified_at: optional,
        final_answer: optional,
        confidence: share,
        reason: optional,
        report: optional,
        created_at: 'text',
        ended_at: optional,
        steps: zero,
        events: zero,
      },
      primaryKey: ['id'],
      indexes: [['created_at'], ['root', 'created_at'], ['status', 'heartbeat_at']],
    })
    await schema.addIndex('runtime_runs', ['active_root'], { unique: true, where: 'active_root is not null' })
    await schema.createTable('runtime_steps', {
      columns: {
        run_id: 'text',
        seq: 'integer',
        iteration: 'integer',
        kind: 'text',
        tool: optional,
        args: optional,
        action_sha256: optional,
        intent_at: 'text',
        result_at: optional,
        outcome: optional,
        result: optional,
        digest_before: optional,
        digest_after: optional,
        score: share,
        generation: 'integer',
      },
      primaryKey: ['run_id', 'seq'],
    })
    await schema.createTable('runtime_events', {
      columns: { run_id: 'text', seq: 'integer', type: 'text', payload: 'text', at: 'text' },
      primaryKey: ['run_id', 'seq'],
      indexes: [['run_id', 'type']],
    })
    // As readers of the reference's trace store know it. They take the order of all runs from the id.
    const readers = { id: 'rowid', task_id: 'run_id', timestamp: 'at', type: 'type', payload_json: 'payload' }
    await schema.addFileView('task_events', 'runtime_events', readers)
    await schema.createTable('runtime_receipts', {
      columns: {
        id: 'text',
        root: 'text',
        run_id: optional,
        step: number,
        kind: 'text',
        name: optional,
        command: 'text',
        command_sha256: 'text',
        outcome: 'text',
        exit_code: number,
        signal: optional,
        tests: optional,
        started_at: 'text',
        duration_ms: 'integer',
        output: optional,
        digest_before: optional,
        digest_after: optional,
        wrote: list,
        verifiers: list,
        effects: optional,
        sandbox: optional,
        policy_sha256: optional,
        actor: 'text',
      },
      primaryKey: ['id'],
      indexes: [
        ['root', 'started_at'],
        ['root', 'kind', 'started_at'],
      ],
    })
    await schema.createTable('runtime_blobs', {
      columns: { sha256: 'text', bytes: 'integer', content: 'text', created_at: 'text' },
      primaryKey: ['sha256'],
      indexes: [['created_at']],
    })
    await schema.createTable('runtime_leases', {
      columns: { root: 'text', id: 'text', pid: 'integer', host: 'text', work: 'text', since: 'text', until: 'text' },
      primaryKey: ['root'],
    })
    await schema.createTable('runtime_approvals', {
      columns: {
        id: 'text',
        run_id: 'text',
        step: 'integer',
        kind: 'text',
        action_sha256: 'text',
        digest: optional,
        preview: 'text',
        state: 'text',
        scope: { type: 'text', default: 'once' },
        comment: optional,
        requested_at: 'text',
        answered_by: optional,
        answered_at: optional,
        via: optional,
      },
      primaryKey: ['id'],
      indexes: [['run_id', 'requested_at']],
    })
    await schema.addIndex('runtime_approvals', ['run_id'], { unique: true, where: "state = 'pending'" })
  },
}
