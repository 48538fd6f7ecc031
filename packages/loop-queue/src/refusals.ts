import { LoopError } from 'loop-core'
import type { LoopRow, TaskRow } from './storage/tables.ts'

/** The list tool for each noun, where a caller finds the right id. */
const lists = { task: 'list_tasks with view "all"', loop: 'list_loops', comment: 'list_comments', workspace: 'list_workspaces' } as const

export function notFound(noun: keyof typeof lists, ids: string | readonly string[]): LoopError {
  const missing = [ids].flat()
  return new LoopError('not_found', `There is no ${noun} ${missing.slice(0, 20).join(', ')}.`, {
    hints: [`${lists[noun]} shows those there are.`],
    details: { ids: missing.slice(0, 200) },
  })
}

/** What is said of tasks that the caller may not see. */
export function othersUnseen(count: number): string {
  return count === 1 ? 'a task that you may not see' : `${count} tasks that you may not see`
}

export function conflict(code: string, message: string, hints: readonly string[], details: Record<string, unknown> = {}): LoopError {
  return new LoopError('conflict', message, { code, hints, details })
}

export function nothingToUpdate(fields: readonly string[]): LoopError {
  return new LoopError('invalid_input', `There is nothing to change: give at least one of ${fields.join(', ')}.`, {
    code: 'nothing_to_update',
  })
}

export function notForAgents(what: string): LoopError {
  return new LoopError('forbidden', `Only a person or an orchestrator may ${what}.`, {
    code: 'not_for_agents',
    hints: ['Ask a person; leave the reason with add_comment.'],
  })
}

function holderOf({ lease_holder, lease_worker, lease_expires_at }: TaskRow) {
  const worker = lease_worker ? ` (${lease_worker})` : ''
  const until = lease_expires_at ? ` until ${lease_expires_at}` : ''
  return {
    words: `${lease_holder}${worker}${until}`,
    facts: {
      holder: lease_holder,
      ...(lease_worker && { worker: lease_worker }),
      ...(lease_expires_at && { until: lease_expires_at }),
    },
  }
}

export function alreadyClaimed(task: TaskRow): LoopError {
  const { words, facts } = holderOf(task)
  const hints = [
    'If that is you, the same idempotency_key returns your lease.',
    'get_next_work shows other work.',
    'A person may act with override.',
  ]
  return conflict('already_claimed', `Task ${task.id} is already claimed by ${words}.`, hints, { task_id: task.id, ...facts })
}

export function leaseHeld(task: TaskRow): LoopError {
  const { words, facts } = holderOf(task)
  const hints = [
    'If that is you, give the lease_token of your claim; the same idempotency_key returns it.',
    'get_next_work shows other work.',
    'A person may act with override.',
  ]
  return conflict('lease_held', `Task ${task.id} is held by ${words}.`, hints, { task_id: task.id, ...facts })
}

export function leaseLost(task: TaskRow): LoopError {
  const held = task.lease_holder !== null
  const { words, facts } = holderOf(task)
  const now = held ? `Now it is held by ${words}, since ${task.lease_claimed_at}.` : `Its status is ${task.status}.`
  return conflict('lease_lost', `Stop: your lease of task ${task.id} is over. ${now}`, ['claim_task takes it anew where it is ready.'], {
    task_id: task.id,
    status: task.status,
    generation: task.generation,
    ...(held && facts),
  })
}

export function leaseExpired(task: TaskRow, expiredAt: string | null): LoopError {
  const when = expiredAt === null ? '' : ` at ${expiredAt}`
  return conflict('lease_expired', `Stop: your lease of task ${task.id} ran out${when}.`, ['claim_task takes it anew where it is ready.'], {
    task_id: task.id,
    generation: task.generation,
    ...(expiredAt && { expired_at: expiredAt }),
  })
}

export function badToken(): LoopError {
  return new LoopError('invalid_input', 'This lease_token was not given out for this task.', {
    code: 'bad_token',
    hints: ['claim_next_work and claim_task hand out tokens.'],
  })
}

export function notLeaseHolder(task: TaskRow): LoopError {
  const { words, facts } = holderOf(task)
  return new LoopError('forbidden', `The lease of task ${task.id} belongs to ${words}.`, {
    code: 'not_lease_holder',
    hints: ['claim_task gives you a lease of your own where the task is ready.'],
    details: { task_id: task.id, ...facts },
  })
}

export function loopShipped(loop: Pick<LoopRow, 'id' | 'name' | 'shipped_at'>): LoopError {
  return conflict(
    'loop_shipped',
    `The loop "${loop.name}" was shipped at ${loop.shipped_at}.`,
    ['create_loop_from_tasks makes a follow-up loop.'],
    { loop_id: loop.id, shipped_at: loop.shipped_at },
  )
}

export function unfinishedTasks(loop: Pick<LoopRow, 'id' | 'name'>, tasks: readonly TaskRow[], count: number): LoopError {
  const shown = tasks.map(({ id, title, status }) => ({ id, title, status }))
  const message = `The loop "${loop.name}" has ${count} unfinished task${count === 1 ? '' : 's'}; it was not shipped.`
  const hints = ['update_task moves a task out of the loop or settles it.', 'ship_loop with unfinished "keep" ships nevertheless.']
  return conflict('unfinished_tasks', message, hints, { loop_id: loop.id, count, tasks: shown })
}

export function versionMismatch(noun: string, row: { id: string; version: number }, fields: readonly string[]): LoopError {
  const changed = fields.length > 0 ? ` Changed since: ${fields.join(', ')}.` : ''
  return conflict(
    'version_mismatch',
    `The ${noun} ${row.id} has version ${row.version} now.${changed}`,
    [`get_${noun} shows its present state.`],
    {
      version: row.version,
      changed: fields,
    },
  )
}

/** Somebody changed the loop between our look and our write. */
export function loopOvertaken({ id }: Pick<LoopRow, 'id'>): LoopError {
  return conflict('version_mismatch', `Somebody else changed loop ${id} at the same moment; nothing was done.`, [
    'get_loop shows its present state.',
  ])
}

export function limitReached(what: string, limit: number, count: number): LoopError {
  return conflict('limit_reached', `There can be at most ${limit} ${what}; there are ${count}.`, [], { limit, count })
}

export interface Refused {
  task_id: string
  error: LoopError
}

/** Why a call about many tasks is refused as a whole: the reason of each that stands in the way. */
export function someRefused(refused: readonly Refused[], count: number): LoopError {
  const { kind, code, hints } = refused[0]!.error
  const shown = refused.slice(0, 5).map(({ error }) => error.message)
  const more = refused.length > shown.length ? ` And ${refused.length - shown.length} more.` : ''
  const message = `${refused.length} of ${count} tasks cannot be changed so, and nothing was changed. ${shown.join(' ')}${more}`
  const refusals = refused.map(({ task_id, error }) => ({ task_id, code: error.code, message: error.message }))
  return new LoopError(kind, message, { code, hints, details: { refused: refusals } })
}
