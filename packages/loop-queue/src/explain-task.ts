import { endedTasks, isReadyNow, seen } from './load.ts'
import { inWorkOrder } from './next-work.ts'
import type { Queue } from './queue.ts'
import { othersUnseen } from './refusals.ts'
import { asOf } from './rules/lease.ts'
import { edgesFrom } from './storage/dependencies.ts'
import { activeLoops, findLoop } from './storage/loops.ts'
import { countAhead } from './storage/rank.ts'
import type { LoopRow, TaskRow } from './storage/tables.ts'
import { findTasks } from './storage/tasks.ts'

export const obstacles = [
  'not_approved',
  'dead',
  'claimed',
  'waiting',
  'blocked_by',
  'parent_of_open',
  'no_loop',
  'loop_on_hold',
  'loop_shipped',
  'behind',
] as const

export interface Reason {
  code: (typeof obstacles)[number]
  text: string
  next: string
}

export interface Explanation {
  ready: boolean
  /** Its place among the ready tasks of its loop, from 1. */
  rank?: number
  /** How many ready tasks of the whole queue come before it. */
  ahead?: number
  reasons: Reason[]
}

/** Why a task is not the next to be worked on: all that stands in the way, the most telling first. */
export async function explainTask(queue: Queue, row: TaskRow): Promise<Explanation> {
  const task = asOf(row, queue.at, queue.workspace)
  const loop = task.loop_id === null ? undefined : await findLoop(queue.db, seen(queue), task.loop_id)
  const own = [...ofStatus(task), ...ofRest(task, queue.at), ...(await ofEdges(queue, task))]
  const ready = own.length === 0 && (loop === undefined || loop.status === 'active')
  const place = ready && loop ? await placeOf(queue, task) : undefined
  return { ready, ...place, reasons: [...own, ...ofLoop(loop), ...ofPlace(place)] }
}

function ofStatus(task: TaskRow): Reason[] {
  const { status, dead_at, failures, dead_reason, lease_holder, lease_worker, lease_expires_at } = task
  if (status === 'approved') return []
  if (dead_at !== null)
    return [
      reason(
        'dead',
        `It was set aside after ${failures} failures. The last reason: ${dead_reason}`,
        'A person looks into it and approves it again.',
      ),
    ]
  if (status === 'in_progress') {
    const worker = lease_worker ? ` (${lease_worker})` : ''
    const until = lease_expires_at ? ` until ${lease_expires_at}` : ', without an end'
    return [reason('claimed', `It is held by ${lease_holder}${worker}${until}.`, 'Wait, or take other work with get_next_work.')]
  }
  return [reason('not_approved', `Its status is ${status}; only approved tasks are worked on.`, 'A person approves it with update_task.')]
}

function ofRest({ status, not_before }: TaskRow, at: string): Reason[] {
  if (status !== 'approved' || not_before === null || not_before <= at) return []
  return [reason('waiting', `It rests after a failure until ${not_before}.`, 'Wait, or a person approves it again.')]
}

const shownOthers = 20

async function ofEdges(queue: Queue, task: TaskRow): Promise<Reason[]> {
  const open = (await edgesFrom(queue.db, [task.id])).filter(({ resolved_at }) => resolved_at === null)
  const blockers = open.filter(({ kind }) => kind === 'blocks').map(({ depends_on_id }) => depends_on_id)
  const children = open.filter(({ kind }) => kind === 'parent').map(({ depends_on_id }) => depends_on_id)
  return [...(await ofOthers(queue, blockers, 'blocked_by')), ...(await ofOthers(queue, children, 'parent_of_open'))]
}

const wordsOfOthers = {
  blocked_by: ['It waits until these are shipped:', 'Ship them, or remove_dependency; a rejected one never frees it.'],
  parent_of_open: ['It waits for its children:', 'Ship or reject them.'],
} as const

async function ofOthers(queue: Queue, ids: readonly string[], code: keyof typeof wordsOfOthers): Promise<Reason[]> {
  if (ids.length === 0) return []
  const tasks = await findTasks(queue.db, seen(queue), ids)
  const hidden = ids.length - tasks.length
  const shown = tasks.slice(0, shownOthers).map((task) => nameOf(asOf(task, queue.at, queue.workspace)))
  const names = hidden > 0 ? [...shown, othersUnseen(hidden)] : shown
  const more = tasks.length > shown.length ? ` and ${tasks.length - shown.length} more` : ''
  const [words, next] = wordsOfOthers[code]
  return [reason(code, `${words} ${names.join(', ')}${more}.`, next)]
}

function nameOf({ id, title, status }: TaskRow): string {
  return `${id} "${title.slice(0, 60)}" (${status})`
}

function ofLoop(loop: LoopRow | undefined): Reason[] {
  if (loop === undefined)
    return [
      reason(
        'no_loop',
        'It is in no loop, and only tasks of loops are offered.',
        'create_loop_from_tasks, or claim_task takes it as it is.',
      ),
    ]
  if (loop.status === 'on_hold')
    return [reason('loop_on_hold', `Its loop "${loop.name}" is on hold since ${loop.held_at}.`, 'A person opens it with reopen_loop.')]
  if (loop.status === 'shipped')
    return [
      reason(
        'loop_shipped',
        `Its loop "${loop.name}" was shipped at ${loop.shipped_at}.`,
        'create_loop_from_tasks takes it into a new loop.',
      ),
    ]
  return []
}

function ofPlace(place: { rank: number; ahead: number } | undefined): Reason[] {
  if (place === undefined || place.ahead === 0) return []
  const text = `${place.ahead} ready ${place.ahead === 1 ? 'task comes' : 'tasks come'} before it; it is number ${place.rank} of its loop.`
  return [reason('behind', text, 'A higher priority or an earlier loop brings it forward; claim_task takes it as it is.')]
}

function reason(code: Reason['code'], text: string, next: string): Reason {
  return { code, text, next }
}

/** Leases that have run out count as over, so what they held may stand before it as well. */
async function placeOf(queue: Queue, task: TaskRow): Promise<{ rank: number; ahead: number }> {
  const { inLoop, inQueue } = await countAhead(queue.db, { ...seen(queue), at: queue.at }, task.id)
  const loops = (await activeLoops(queue.db, seen(queue), 5_000)).map(({ id }) => id)
  const placeOfLoop = ({ loop_id }: TaskRow) => loops.indexOf(loop_id ?? '')
  const again = (await endedTasks(queue)).filter((other) => other.id !== task.id && isReadyNow(other, queue.at))
  const before = again.filter((other) => {
    const [its, own] = [placeOfLoop(other), placeOfLoop(task)]
    return its !== -1 && (its < own || (its === own && inWorkOrder(other, task) < 0))
  })
  const beforeInLoop = before.filter(({ loop_id }) => loop_id === task.loop_id)
  return { rank: inLoop + beforeInLoop.length + 1, ahead: inQueue + before.length }
}
