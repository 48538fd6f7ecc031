import type { EdgeKind, LoopStatus, Priority, TaskStatus, Visibility } from '../words.ts'

export interface WorkspaceRow {
  id: string
  slug: string
  name: string
  description: string
  ai_context: string
  lease_seconds: number
  max_attempts: number
  agents_may_approve: number
  gaps_to_tasks: number
  /** Signs the tokens of leases; never leaves the database. */
  lease_secret: string
  /** Raised by whatever changes who waits for whom, so that such changes happen one after another. */
  graph_version: number
  version: number
  created_at: string
  updated_at: string
}

export interface LoopRow {
  id: string
  workspace_id: string
  name: string
  description: string
  ai_context: string
  status: LoopStatus
  visibility: Visibility
  priority: number
  created_by: string
  created_at: string
  updated_at: string
  held_at: string | null
  shipped_at: string | null
  shipped_by: string | null
  version: number
}

/** A claim, kept with its task. An implicit one has no end; `expired` says how the last one ended. */
export interface LeaseColumns {
  /** Raised by every claim and never reset. */
  generation: number
  lease_kind: 'explicit' | 'implicit' | 'expired' | null
  lease_holder: string | null
  /** The member whose agent holds it. */
  lease_member: string | null
  lease_worker: string | null
  lease_claimed_at: string | null
  lease_expires_at: string | null
  /** The last write of the holder, and what the task was then: what is newer is news to them. */
  lease_seen_at: string | null
  lease_seen_version: number | null
  lease_seen_comments: number | null
}

export interface TaskRow extends LeaseColumns {
  id: string
  workspace_id: string
  title: string
  body: string
  status: TaskStatus
  priority: Priority
  /** 0 for urgent to 4 for none, so that an index is in work order. */
  priority_rank: number
  due_date: string | null
  /** The due date, or the end of time where there is none. */
  due_sort: string
  loop_id: string | null
  parent_id: string | null
  open_blockers: number
  comment_count: number
  failures: number
  not_before: string | null
  dead_at: string | null
  dead_reason: string | null
  created_by: string
  created_at: string
  updated_at: string
  shipped_at: string | null
  shipped_by: string | null
  version: number
}

/** What a line of a task shows, what its place depends on, and what the end of its lease would change. */
export const lineColumns = [
  'id',
  'title',
  'status',
  'priority',
  'priority_rank',
  'due_date',
  'due_sort',
  'loop_id',
  'open_blockers',
  'comment_count',
  'created_at',
  'version',
  'failures',
  'dead_at',
  'dead_reason',
  'lease_expires_at',
] as const satisfies readonly (keyof TaskRow)[]

/** A task without its body, for changes that concern many. */
export type LineRow = Pick<TaskRow, (typeof lineColumns)[number]>

/** Where a task stands among others. */
export type TaskNode = Pick<TaskRow, 'id' | 'parent_id' | 'open_blockers'>

export type { EdgeKind }

export interface DependencyRow {
  workspace_id: string
  task_id: string
  depends_on_id: string
  kind: EdgeKind
  origin: 'own' | 'inherited'
  created_at: string
  resolved_at: string | null
}

export interface CommentRow {
  id: string
  workspace_id: string
  task_id: string | null
  loop_id: string | null
  body: string
  author: string
  author_name: string
  reply_to_id: string | null
  created_at: string
}

export interface NotificationRow {
  id: string
  workspace_id: string
  recipient: string
  event_id: string
  kind: string
  text: string
  task_id: string | null
  loop_id: string | null
  comment_id: string | null
  read_at: string | null
  created_at: string
}

export interface MailRow {
  event_id: string
  member_id: string
  workspace_id: string
  status: 'queued' | 'sent' | 'failed' | 'skipped'
  attempts: number
  message_id: string | null
  last_code: string | null
  created_at: string
  updated_at: string
}

/** What a call with an idempotency key led to. */
export interface RequestRow {
  identity: string
  operation: string
  key: string
  workspace_id: string
  arguments_hash: string
  result_id: string | null
  generation: number | null
  created_at: string
}

/** Where an imported task came from. */
export interface ExternalRow {
  workspace_id: string
  format: string
  namespace: string
  external_id: string
  task_id: string
  /** Its place in the source, so that an export keeps the order. */
  position: number
  /** The source record, as JSON. */
  record: string
  /** Our own values at the import, as JSON. */
  ours: string
}

/** What a source held beside its tasks, such as the metadata of its tags or its configuration. */
export interface FrameRow {
  workspace_id: string
  format: string
  namespace: string
  /** As JSON. */
  record: string
}

export interface QueueTables {
  queue_workspaces: WorkspaceRow
  queue_loops: LoopRow
  queue_loop_shares: { workspace_id: string; loop_id: string; identity: string }
  queue_tasks: TaskRow
  queue_dependencies: DependencyRow
  queue_comments: CommentRow
  queue_notifications: NotificationRow
  queue_mails: MailRow
  queue_mail_preferences: { member_id: string; preference: 'all' | 'shipped' | 'none' }
  queue_requests: RequestRow
  queue_external: ExternalRow
  queue_frames: FrameRow
}
