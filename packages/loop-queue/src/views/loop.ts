import { z } from 'zod'
import type { LoopRow } from '../storage/tables.ts'
import { loopStatuses, taskStatuses, visibilities } from '../words.ts'
import { present } from './task.ts'

const when = z.string()

const Counts = z.object(
  Object.fromEntries(taskStatuses.map((status) => [status, z.int()])) as Record<(typeof taskStatuses)[number], z.ZodInt>,
)
export type Counts = z.output<typeof Counts>

/** A loop in a list. */
export const LoopLine = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(loopStatuses),
  priority: z.number(),
  position: z.int().optional(),
  visibility: z.enum(visibilities),
  tasks: Counts,
  ready: z.int(),
  ai_context: z.string().optional(),
  ai_context_cut: z.boolean().optional(),
  version: z.int(),
})
export type LoopLine = z.output<typeof LoopLine>

/** A loop as a whole. */
export const Loop = LoopLine.extend({
  description: z.string().optional(),
  created_by: z.string(),
  created_at: when,
  updated_at: when,
  held_at: when.optional(),
  shipped_at: when.optional(),
  shipped_by: z.string().optional(),
  shared_with: z.array(z.string()).optional(),
})
export type Loop = z.output<typeof Loop>

export const advertisedLoop = z.object({ id: z.string(), ready: z.int() })

/** A loop in the order, and nothing else of it. */
export const Place = z.object({ id: z.string(), name: z.string(), position: z.int() })
export type Place = z.output<typeof Place>

export interface LoopParts {
  loop: LoopRow
  counts: Counts
  ready: number
  position?: number
}

const shownContext = 200

export function loopLineOf({ loop, counts, ready, position }: LoopParts): LoopLine {
  const { id, name, status, priority, visibility, version } = loop
  const characters = [...loop.ai_context.slice(0, 4 * shownContext)]
  const cut = characters.length > shownContext
  return present({
    id,
    name,
    status,
    priority: priority,
    position: position ?? null,
    visibility,
    tasks: counts,
    ready,
    ai_context: characters.slice(0, shownContext).join('') || null,
    ai_context_cut: cut ? true : null,
    version: version,
  }) as LoopLine
}

export function loopOf(parts: LoopParts, shares: readonly string[]): Loop {
  const { description, ai_context, created_by, created_at, updated_at, held_at, shipped_at, shipped_by } = parts.loop
  const { ai_context: _, ai_context_cut: __, ...line } = loopLineOf(parts)
  const whole = { ai_context: ai_context || null, description: description || null, shared_with: shares.length > 0 ? [...shares] : null }
  return present({ ...line, ...whole, created_by, created_at, updated_at, held_at, shipped_at, shipped_by }) as Loop
}
