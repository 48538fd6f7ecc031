import { LoopError, operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { readerOf } from '../../inbox/reader.ts'
import { openQueue } from '../../queue.ts'
import { countUnread, markRead } from '../../storage/notifications.ts'

export const markInboxRead = operation({
  name: 'mark_inbox_read',
  title: 'Mark inbox read',
  summary: 'Mark notifications as read: some by their ids, or all from before a time.',
  kind: 'write',
  hints: { idempotentHint: true },
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['POST /api/v1/inbox/read'],
  command: 'inbox read',
  toolsets: [],
  input: z.object({ ids: z.array(field.notificationId).min(1).max(100).optional(), before: field.instant.optional() }),
  output: z.object({ marked: z.int(), unread: z.int() }),
  async run({ ids, before }, context) {
    if ((ids === undefined) === (before === undefined)) throw oneOfBoth()
    const queue = await openQueue(context)
    const reader = await readerOf(queue)
    const marked = await markRead(queue.db, reader, { ids, before, at: queue.at })
    return { marked, unread: await countUnread(queue.db, reader) }
  },
})

function oneOfBoth(): LoopError {
  return new LoopError('invalid_input', 'Say what you have read: give ids or before, and not both.', {
    hints: ['list_inbox shows the ids.'],
  })
}
