import { z } from 'zod'
import type { CommentRow, NotificationRow, WorkspaceRow } from '../storage/tables.ts'
import { present } from './task.ts'

export const Comment = z.object({
  id: z.string(),
  task_id: z.string().optional(),
  loop_id: z.string().optional(),
  body: z.string(),
  author: z.string(),
  author_name: z.string(),
  reply_to_id: z.string().optional(),
  created_at: z.string(),
})
export type Comment = z.output<typeof Comment>

export function commentOf({ workspace_id: _, ...row }: CommentRow): Comment {
  return present(row) as Comment
}

export const Notification = z.object({
  id: z.string(),
  kind: z.string(),
  text: z.string(),
  task_id: z.string().optional(),
  loop_id: z.string().optional(),
  comment_id: z.string().optional(),
  created_at: z.string(),
  read_at: z.string().optional(),
})

export function notificationOf({ id, kind, text, task_id, loop_id, comment_id, created_at, read_at }: NotificationRow) {
  return present({ id, kind, text, task_id, loop_id, comment_id, created_at, read_at }) as z.output<typeof Notification>
}

export const Workspace = z.object({
  slug: z.string(),
  name: z.string(),
  description: z.string().optional(),
  ai_context: z.string().optional(),
  lease_seconds: z.int(),
  max_attempts: z.int(),
  agents_may_approve: z.boolean(),
  gaps_to_tasks: z.boolean(),
  version: z.int(),
})

export function workspaceOf(row: WorkspaceRow): z.output<typeof Workspace> {
  const { slug, name, description, ai_context, lease_seconds, max_attempts, version } = row
  const switches = { agents_may_approve: Boolean(row.agents_may_approve), gaps_to_tasks: Boolean(row.gaps_to_tasks) }
  const shown = {
    slug,
    name,
    description: description || null,
    ai_context: ai_context || null,
    lease_seconds,
    max_attempts,
    ...switches,
    version,
  }
  return present(shown) as z.output<typeof Workspace>
}
