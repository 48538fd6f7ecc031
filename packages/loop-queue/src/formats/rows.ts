import { z } from 'zod'
import { loopStatuses, priorities, taskStatuses, visibilities } from '../words.ts'

/** PostgreSQL stores neither NUL nor half a surrogate pair. */
const text = z.string().overwrite((value) => value.toWellFormed().replaceAll('\0', '\ufffd'))
const instant = z.iso.datetime({ offset: true })
const optional = text.nullish()
const optionalInstant = instant.nullish()

/** Every field of a row that has a meaning in another database; unknown keys stay. A null means the same as no key. */
export const taskRow = z.looseObject({
  id: z.string().min(1).max(64),
  title: text.min(1),
  body: text.default(''),
  status: z.enum(taskStatuses),
  priority: z.enum(priorities).default('none'),
  due_date: optional,
  loop_id: optional,
  parent_id: optional,
  failures: z.int().min(0).default(0),
  not_before: optionalInstant,
  dead_at: optionalInstant,
  dead_reason: optional,
  created_by: text,
  created_at: instant,
  updated_at: instant,
  shipped_at: optionalInstant,
  shipped_by: optional,
})

export const loopRow = z.looseObject({
  id: z.string().min(1).max(64),
  name: text.min(1),
  description: text.default(''),
  ai_context: text.default(''),
  status: z.enum(loopStatuses),
  visibility: z.enum(visibilities).default('public'),
  priority: z.number().min(0),
  created_by: text,
  created_at: instant,
  updated_at: instant,
  held_at: optionalInstant,
  shipped_at: optionalInstant,
  shipped_by: optional,
  shares: z.array(text).optional(),
})

export const commentRow = z.looseObject({
  id: z.string().min(1).max(64),
  task_id: optional,
  loop_id: optional,
  body: text.min(1),
  author: text,
  author_name: text,
  reply_to_id: optional,
  created_at: instant,
})

export const workspaceRow = z.looseObject({
  slug: text,
  name: text,
  description: text.default(''),
  ai_context: text.default(''),
  lease_seconds: z.int(),
  max_attempts: z.int(),
  agents_may_approve: z.boolean(),
  gaps_to_tasks: z.boolean(),
})

export type TaskRow = z.infer<typeof taskRow>
export type LoopRow = z.infer<typeof loopRow>
export type CommentRow = z.infer<typeof commentRow>
export type WorkspaceRow = z.infer<typeof workspaceRow>
