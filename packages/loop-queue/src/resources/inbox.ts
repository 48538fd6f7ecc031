import { resource } from 'loop-core'
import { readerOf } from '../inbox/reader.ts'
import { viewQueue } from '../queue.ts'
import { newestNotifications } from '../storage/notifications.ts'
import { notificationOf } from '../views/comment.ts'

const shownNotifications = 50

export const inbox = resource({
  name: 'queue_inbox',
  title: 'Inbox',
  summary: 'What you have not read yet, the newest first; reading it here marks nothing.',
  roles: ['user', 'orchestrator', 'agent'],
  uri: 'queue://inbox',
  mimeType: 'application/json',
  read: (_, context) =>
    context.transaction(async (inner) => {
      const queue = await viewQueue(inner)
      const rows = await newestNotifications(queue.db, await readerOf(queue), { unread: true, limit: shownNotifications })
      return JSON.stringify({ notifications: rows.map(notificationOf) }, null, 2)
    }),
})
