import { LoopError, operation, secret, text } from 'loop-core'
import { z } from 'zod'
import { announceTask } from '../../changes/announce.ts'
import { comment } from '../../changes/comment.ts'
import { overtaken, requireLease } from '../../changes/hold.ts'
import * as field from '../../fields.ts'
import { requireTask, viewTask } from '../../load.ts'
import { openQueue, type Queue } from '../../queue.ts'
import { failed, noLease } from '../../rules/lease.ts'
import type { TaskRow } from '../../storage/tables.ts'
import { updateTask } from '../../storage/tasks.ts'
import { Task } from '../../views/task.ts'

export const releaseTask = operation({
  name: 'release_task',
  title: 'Give task back',
  summary: 'Give the task you hold back. failed (with a reason) counts: it rests, and after too many failures a person has to look.',
  kind: 'write',
  roles: ['user', 'orchestrator', 'agent'],
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/tasks/:task_id/release'],
  toolsets: ['core', 'standard'],
  input: z.object({
    task_id: field.taskId,
    lease_token: secret(field.leaseToken),
    outcome: z.enum(['released', 'failed']).default('released'),
    reason: text(2_000, 1).optional().describe('Required when failed; becomes a comment'),
  }),
  output: z.object({ task: Task, attempts_left: z.int(), not_before: z.string().optional(), dead: z.boolean() }),
  advertised: z.object({ dead: z.boolean() }),
  async run({ task_id, lease_token, outcome, reason }, context) {
    if (outcome === 'failed' && reason === undefined) throw reasonMissing()
    const queue = await openQueue(context)
    const row = await requireTask(queue, task_id)
    requireLease(queue, row, lease_token)
    const task = await giveBack(queue, row, outcome, reason)
    if (reason !== undefined) await comment(queue, { task }, { body: reason })
    const { not_before, dead_at, failures } = task
    const attempts_left = Math.max(0, queue.workspace.max_attempts - failures)
    const view = await viewTask(queue, await requireTask(queue, task_id))
    return { task: view, attempts_left, ...(not_before && { not_before }), dead: dead_at !== null }
  },
})

function reasonMissing(): LoopError {
  return new LoopError('invalid_input', 'A failed release needs a reason, for whoever tries next.', {
    hints: ['Give reason: what was tried, and what stopped you.'],
  })
}

async function giveBack(queue: Queue, row: TaskRow, outcome: 'released' | 'failed', reason: string | undefined): Promise<TaskRow> {
  const { at, workspace } = queue
  const shown = reason && [...reason].slice(0, 500).join('')
  const back =
    outcome === 'failed' ? failed(row, { at, reason: shown, maxAttempts: workspace.max_attempts }) : { status: 'approved' as const }
  const task = await updateTask(queue.db, row, { ...back, ...noLease, updated_at: at })
  if (task === undefined) throw overtaken(row)
  const { generation, lease_kind: kind, lease_holder: holder } = row
  const facts = { generation, kind, outcome, holder, failures: task.failures }
  await announceTask(queue, 'task.released', task, { ...facts, status: task.status, before: { status: row.status } })
  if (task.dead_at !== null) await announceTask(queue, 'task.dead', task, { failures: task.failures, reason: task.dead_reason })
  return task
}
