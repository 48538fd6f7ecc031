import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { readerOf } from '../../inbox/reader.ts'
import { viewQueue } from '../../queue.ts'
import { countUnread, newestNotifications } from '../../storage/notifications.ts'
import { Notification, notificationOf } from '../../views/comment.ts'

export const listInbox = operation({
  name: 'list_inbox',
  title: 'List inbox',
  summary: 'What you were told, newest first; a person also sees what the own agents were. Marks nothing: mark_inbox_read does.',
  kind: 'read',
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['GET /api/v1/inbox'],
  toolsets: ['standard'],
  input: z.object({
    unread: z.boolean().default(true).describe('false: also what was read'),
    limit: field.limit(20),
    cursor: field.notificationId.optional(),
  }),
  output: z.object({ notifications: z.array(Notification), unread: z.int(), cursor: z.string().optional() }),
  advertised: z.object({ notifications: z.array(Notification.pick({ id: true, text: true })) }),
  async run({ unread, limit, cursor }, context) {
    const queue = await viewQueue(context)
    const reader = await readerOf(queue)
    const rows = await newestNotifications(queue.db, reader, { unread, limit: limit + 1, before: cursor })
    const notifications = rows.slice(0, limit).map(notificationOf)
    const more = rows.length > limit && { cursor: notifications.at(-1)!.id }
    return { notifications, unread: await countUnread(queue.db, reader), ...more }
  },
})
