import type { Priority, SourceState } from './format.ts'
import { complain } from './ledger.ts'
import { type Place, textOf } from './text.ts'

/** What a status means; one that is not known makes the task open. */
export function stateFrom(
  value: unknown,
  states: ReadonlyMap<string, SourceState>,
  { preset, ...place }: Place & { preset: SourceState },
): SourceState {
  const text = textOf(value, 'status', place).trim()
  if (text === '') return preset
  const state = states.get(text.toLowerCase())
  if (!state) complain(place.ledger, place.where, 'unknown_status', `The status "${text.slice(0, 60)}" is not known; the task is open.`)
  return state ?? 'draft'
}

export function priorityFrom(
  value: unknown,
  priorities: ReadonlyMap<string, Priority>,
  { preset, ...place }: Place & { preset: Priority },
): Priority {
  const text = textOf(value, 'priority', place).trim().toLowerCase()
  if (text === '') return preset
  const priority = priorities.get(text)
  if (!priority) complain(place.ledger, place.where, 'unknown_priority', `The priority "${text.slice(0, 60)}" is not known; there is none.`)
  return priority ?? 'none'
}
