import { workOrder } from '../../words.ts'
import type { EdgeKind, Priority, SourceState, TaskStatus } from '../format.ts'
import { statusClass } from '../values.ts'

export const sections = [
  { field: 'description', heading: '' },
  { field: 'design', heading: '## Design' },
  { field: 'acceptance_criteria', heading: '## Acceptance criteria' },
  { field: 'notes', heading: '## Notes' },
]

export const states = new Map<string, SourceState>([
  ['open', 'waiting'],
  ['in_progress', 'waiting'],
  ['blocked', 'waiting'],
  ['hooked', 'waiting'],
  ['pinned', 'waiting'],
  ['closed', 'shipped'],
  ['deferred', 'on_hold'],
])

const statuses = { waiting: 'open', in_progress: 'in_progress', shipped: 'closed', rejected: 'closed', on_hold: 'deferred' }

export function writtenStatus(status: TaskStatus): string {
  return statuses[statusClass(status)]
}

/** By number: 0 is the most urgent. */
export const priorityNumbers = workOrder
export const priorities = new Map<string, Priority>(
  priorityNumbers.flatMap((name, number) => [[`${number}`, name] as const, [`p${number}`, name] as const]),
)

/** What beads calls our edges; it knows several that make a task wait. */
export const edgeKinds = new Map<string, EdgeKind>([
  ['blocks', 'blocks'],
  ['conditional-blocks', 'blocks'],
  ['waits-for', 'blocks'],
  ['related', 'related'],
  ['relates-to', 'related'],
  ['discovered-from', 'discovered_from'],
  ['duplicates', 'duplicates'],
])
export const parentType = 'parent-child'

export const writtenKind = { blocks: 'blocks', related: 'related', discovered_from: 'discovered-from', duplicates: 'duplicates' } as const

/** Records of these kinds are no work: messages, and what the tool notes of itself. */
export const skippedTypes = new Set(['event', 'message', 'agent', 'role', 'rig'])
