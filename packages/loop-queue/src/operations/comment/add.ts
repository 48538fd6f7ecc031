import { operation, secret, text } from 'loop-core'
import { z } from 'zod'
import { audienceOf } from '../../changes/announce.ts'
import { comment } from '../../changes/comment.ts'
import { renewByWriting } from '../../changes/lease.ts'
import { once } from '../../changes/once.ts'
import * as field from '../../fields.ts'
import { type Named, peopleAndAgents, whoMayKnow } from '../../inbox/identities.ts'
import { mentionsIn, possibleNames } from '../../inbox/mentions.ts'
import { openQueue, type Queue } from '../../queue.ts'
import { notFound } from '../../refusals.ts'
import type { CommentRow, LoopRow, TaskRow } from '../../storage/tables.ts'
import { requireComment, requireThread, threadFields } from '../../thread.ts'
import { Comment, commentOf } from '../../views/comment.ts'
import { someObject } from '../../views/some-object.ts'

const Input = z.object({
  body: text(16_384, 1).describe('@name tells a member or an agent'),
  ...threadFields,
  reply_to_id: field.commentId.optional(),
  lease_token: secret(field.leaseToken).optional().describe('Renews your lease as well'),
  idempotency_key: field.idempotencyKey,
})
type Given = Omit<z.output<typeof Input>, 'idempotency_key'>

export const addComment = operation({
  name: 'add_comment',
  title: 'Add comment',
  summary: 'Say something about a task or a loop: its creator, its holder and whoever is mentioned are told.',
  kind: 'write',
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['POST /api/v1/tasks/:task_id/comments', 'POST /api/v1/loops/:loop_id/comments'],
  toolsets: ['standard'],
  input: Input,
  output: z.object({ comment: Comment, mentioned: z.array(z.string()), replayed: z.boolean().optional() }),
  advertised: someObject,
  async run({ idempotency_key, ...input }, context) {
    const queue = await openQueue(context)
    const on = await requireThread(queue, input)
    const mentioned = await mentionedIn(queue, on, input.body)
    // The token names a lease of now, and does not make another call of it.
    const { lease_token: _, ...same } = input
    const call = { operation: 'add_comment', key: idempotency_key, input: same }
    const result = await once(queue, call, () => add(queue, on, input, mentioned))
    const names = mentioned.map(({ name }) => name)
    if ('done' in result!) return { comment: commentOf(result.done), mentioned: names }
    return { comment: commentOf(await requireComment(queue, result!.replayed.id)), mentioned: names, replayed: true }
  },
})

type On = { task: TaskRow } | { loop: LoopRow }

async function mentionedIn(queue: Queue, on: On, body: string): Promise<Named[]> {
  if (!body.includes('@')) return []
  const named = mentionsIn(body, await peopleAndAgents(queue.db, possibleNames(body)))
  const audience = await audienceOf(queue, 'task' in on ? on.task.loop_id : on.loop.id)
  const allowed = await whoMayKnow(
    queue.db,
    audience,
    named.map(({ id }) => id),
  )
  return named.filter(({ id }) => allowed.includes(id))
}

async function add(queue: Queue, on: On, { body, reply_to_id, lease_token }: Given, mentioned: readonly Named[]): Promise<CommentRow> {
  if (reply_to_id !== undefined) await requireInThread(queue, on, reply_to_id)
  if (lease_token !== undefined && 'task' in on) await renewByWriting(queue, on.task, lease_token, { comments: 1 })
  return comment(queue, on, { body, reply_to_id, mentions: mentioned.map(({ id }) => id) })
}

async function requireInThread(queue: Queue, on: On, id: string): Promise<void> {
  const { task_id, loop_id } = await requireComment(queue, id)
  const isSame = 'task' in on ? task_id === on.task.id : loop_id === on.loop.id
  if (!isSame) throw notFound('comment', id)
}
