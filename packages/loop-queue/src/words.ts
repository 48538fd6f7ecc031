export const loopStatuses = ['active', 'on_hold', 'shipped'] as const
export type LoopStatus = (typeof loopStatuses)[number]

export const taskStatuses = ['open', 'approved', 'in_progress', 'shipped', 'rejected', 'on_hold'] as const
export type TaskStatus = (typeof taskStatuses)[number]

/** From the first in work order to the last. */
export const workOrder = ['urgent', 'high', 'medium', 'low', 'none'] as const
export type Priority = (typeof workOrder)[number]
export const priorities = workOrder.toReversed() as readonly Priority[]

export const visibilities = ['public', 'private'] as const
export type Visibility = (typeof visibilities)[number]

export const edgeKinds = ['blocks', 'parent', 'related', 'discovered_from', 'duplicates'] as const
export type EdgeKind = (typeof edgeKinds)[number]
/** The kinds of edge that make a task wait; the others only inform. */
export const gatingKinds = ['blocks', 'parent'] as const

/** Whether nothing more is going to happen to a task by itself. */
export function isSettled(status: TaskStatus): boolean {
  return status === 'shipped' || status === 'rejected'
}

/** The columns that put a task in its place in work order. */
export function orderColumns({ priority, due_date }: { priority: Priority; due_date: string | null }) {
  return { priority, priority_rank: workOrder.indexOf(priority), due_date, due_sort: due_date ?? '9999-12-31' }
}
