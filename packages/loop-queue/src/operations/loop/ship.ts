import { operation } from 'loop-core'
import { z } from 'zod'
import { shipLoop as ship } from '../../changes/ship-loop.ts'
import { QueueConfig } from '../../config.ts'
import * as field from '../../fields.ts'
import { requireLoop, viewLoop } from '../../load.ts'
import { recipientsOf } from '../../mail/recipients.ts'
import { openQueue, type Queue } from '../../queue.ts'
import { unfinishedTasks as refuseUnfinished } from '../../refusals.ts'
import { asOf } from '../../rules/lease.ts'
import type { LoopRow } from '../../storage/tables.ts'
import { countHeld, countUnfinished, unfinishedTasks } from '../../storage/unfinished.ts'
import { Loop } from '../../views/loop.ts'
import { lineOf, TaskLine } from '../../views/task.ts'

const shownTasks = 20

const Notified = z.object({ members: z.int(), mail: z.enum(['queued', 'not_configured']), no_address: z.int() })

export const shipLoop = operation({
  name: 'ship_loop',
  title: 'Ship loop',
  summary: 'End a loop for good and tell everybody by inbox and mail. Its tasks stay as they are; the answer lists the unfinished ones.',
  kind: 'write',
  hints: { idempotentHint: true },
  roles: ['user', 'orchestrator'],
  rest: ['POST /api/v1/loops/:loop_id/ship'],
  toolsets: ['seed', 'standard'],
  input: z.object({
    loop_id: field.loopId,
    unfinished: z.enum(['keep', 'refuse']).default('keep').describe('refuse: not while tasks are unfinished'),
  }),
  output: z.object({
    loop: Loop,
    changed: z.boolean(),
    unfinished: z.array(TaskLine),
    unfinished_count: z.int(),
    notified: Notified.optional(),
    warnings: z.array(z.string()),
  }),
  advertised: z.object({ changed: z.boolean(), unfinished_count: z.int() }),
  version: ({ loop }) => loop.version,
  async run({ loop_id, unfinished: wish }, context) {
    const queue = await openQueue(context)
    const before = await requireLoop(queue, loop_id)
    const unfinished_count = await countUnfinished(queue.db, loop_id)
    const tasks = await unfinishedTasks(queue.db, loop_id, shownTasks)
    const unfinished = tasks.map((task) => lineOf(asOf(task, queue.at, queue.workspace)))
    if (before.status === 'shipped')
      return { loop: await viewLoop(queue, before), changed: false, unfinished, unfinished_count, warnings: [] }
    if (wish === 'refuse' && unfinished_count > 0) throw refuseUnfinished(before, tasks, unfinished_count)
    const mail = isMailOn(context.config(QueueConfig)) ? 'queued' : 'not_configured'
    const loop = await ship(queue, before, { unfinished: unfinished_count, mail })
    const { members } = await recipientsOf(queue.db, loop)
    const notified = { members: members.length, mail, no_address: members.filter(({ email }) => email === null).length } as const
    return { loop: await viewLoop(queue, loop), changed: true, unfinished, unfinished_count, notified, warnings: await warn(queue, loop) }
  },
})

function isMailOn({ LOOP_SMTP_URL, LOOP_MAIL_FROM }: z.output<typeof QueueConfig>): boolean {
  return LOOP_SMTP_URL !== undefined && LOOP_MAIL_FROM !== undefined
}

async function warn(queue: Queue, { id }: LoopRow): Promise<string[]> {
  const held = await countHeld(queue.db, id, queue.at)
  if (held === 0) return []
  const subject = held === 1 ? '1 task is' : `${held} tasks are`
  return [`${subject} still being worked on; the next heartbeat tells the holder.`]
}
