import type { Priority, SourceState, TaskStatus } from '../format.ts'
import { statusClass } from '../values.ts'

export const sections = [
  { field: 'description', heading: '' },
  { field: 'details', heading: '## Details' },
  { field: 'testStrategy', heading: '## Test strategy' },
]

export const states = new Map<string, SourceState>([
  ['pending', 'waiting'],
  ['in-progress', 'waiting'],
  ['blocked', 'waiting'],
  ['done', 'shipped'],
  ['completed', 'shipped'],
  ['cancelled', 'rejected'],
  ['deferred', 'on_hold'],
  ['review', 'on_hold'],
])

export const priorities = new Map<string, Priority>([
  ['critical', 'urgent'],
  ['high', 'high'],
  ['medium', 'medium'],
  ['low', 'low'],
])

/** None is no key at all. */
export const writtenPriority = { urgent: 'critical', high: 'high', medium: 'medium', low: 'low', none: undefined }

const statuses = { waiting: 'pending', in_progress: 'in-progress', shipped: 'done', rejected: 'cancelled', on_hold: 'deferred' }

export function writtenStatus(status: TaskStatus): string {
  return statuses[statusClass(status)]
}
