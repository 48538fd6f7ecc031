import { text, time } from 'loop-core'
import { z } from 'zod'
import type { OrchestratorStateRow } from '../storage/desk-tables.ts'

const data = z.record(z.string(), z.unknown())

export const OrchestratorState = z.object({
  id: text(64),
  project_id: text(64),
  state_key: z.string(),
  state_data: data,
  version: z.int(),
  inserted_at: time(),
  updated_at: time(),
})

export function orchestratorStateOf({ state_data, ...row }: OrchestratorStateRow): z.output<typeof OrchestratorState> {
  return { ...row, state_data: JSON.parse(state_data) }
}

/** One version of a state, in its history. */
export const SavedState = z.object({ version: z.int(), state_data: data, saved_by: z.string(), saved_at: time() })

export function savedStateOf({ version, state_data, saved_by, updated_at }: OrchestratorStateRow): z.output<typeof SavedState> {
  return { version, state_data: JSON.parse(state_data), saved_by, saved_at: updated_at }
}
