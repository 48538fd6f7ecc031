import { text, time } from 'loop-core'
import { z } from 'zod'
import type { EpicRow } from '../storage/tables.ts'

export const Epic = z.object({
  id: text(64),
  project_id: text(64),
  number: z.int(),
  title: z.string(),
  description: z.string().nullable(),
  phase: z.string().nullable(),
  position: z.int(),
  metadata: z.record(z.string(), z.unknown()),
  completed_at: time().nullable(),
  inserted_at: time(),
  updated_at: time(),
})

export function epicOf(row: EpicRow): z.output<typeof Epic> {
  const { id, project_id, number, title, description, phase, position, metadata, completed_at, inserted_at, updated_at } = row
  const told = { id, project_id, number, title, description, phase, position, completed_at, inserted_at, updated_at }
  return { ...told, metadata: JSON.parse(metadata) }
}
