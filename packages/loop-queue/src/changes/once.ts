import { createHash } from 'node:crypto'
import type { QueueView } from '../queue.ts'
import { conflict } from '../refusals.ts'
import { later } from '../rules/lease.ts'
import { deleteRequest, findRequest, renewKey, takeKey, updateRequest } from '../storage/requests.ts'
import type { RequestRow } from '../storage/tables.ts'

/** What a call led to: enough to answer the same call again. */
export interface Result {
  id: string
  generation?: number
}

interface Call {
  operation: string
  key: string | undefined
  /** The arguments that make two calls the same. */
  input: unknown
  /** Whether what the earlier call led to is of no use any more, so that the key is free again. */
  isOver?(earlier: Result): Promise<boolean>
}

const keptSeconds = 24 * 3_600

/** Does some work once for each idempotency key: the same call again within 24 hours gives the first result, `replayed`. */
export async function once<Kept extends Result>(
  queue: QueueView,
  { operation, key, input, isOver }: Call,
  work: () => Promise<Kept | undefined>,
): Promise<{ done: Kept } | { replayed: Result } | undefined> {
  if (key === undefined) return wrap(await work())
  const request = requestOf(queue, { operation, key, input })
  if (!(await takeKey(queue.db, request))) {
    const earlier = await usefulRequest(queue, request, isOver)
    if (earlier) return { replayed: earlier }
  }
  const done = await work()
  if (done === undefined) await deleteRequest(queue.db, request)
  else await updateRequest(queue.db, request, { result_id: done.id, generation: done.generation ?? null })
  return wrap(done)
}

function wrap<Kept>(done: Kept | undefined): { done: Kept } | undefined {
  return done === undefined ? undefined : { done }
}

function requestOf({ workspace, me, at }: QueueView, { operation, key, input }: Call & { key: string }): RequestRow {
  const arguments_hash = createHash('sha256').update(JSON.stringify(input)).digest('base64url')
  return { workspace_id: workspace.id, identity: me, operation, key, arguments_hash, result_id: null, generation: null, created_at: at }
}

async function usefulRequest(queue: QueueView, request: RequestRow, isOver: Call['isOver']): Promise<Result | undefined> {
  const earlier = await earlierRequest(queue, request)
  if (earlier === undefined || !(await isOver?.(earlier))) return earlier
  // Of two who find it over at the same moment one goes on, and the other gets what that one did.
  return (await renewKey(queue.db, request, earlier)) ? undefined : earlierRequest(queue, request)
}

/** The earlier call with the key; undefined where it is so old that the key is free again. */
async function earlierRequest(queue: QueueView, request: RequestRow): Promise<Result | undefined> {
  const earlier = await findRequest(queue.db, request)
  // Whoever had it gave it back without a result.
  if (earlier === undefined) {
    await takeKey(queue.db, request)
    return undefined
  }
  if (later(earlier.created_at, keptSeconds) <= queue.at) {
    await updateRequest(queue.db, request, request)
    return undefined
  }
  if (earlier.arguments_hash !== request.arguments_hash) throw mismatch(earlier)
  return { id: earlier.result_id!, ...(earlier.generation !== null && { generation: earlier.generation }) }
}

function mismatch({ key, created_at }: RequestRow) {
  const message = `The idempotency key ${JSON.stringify(key)} was used at ${created_at} with other arguments.`
  return conflict('idempotency_mismatch', message, ['Take a new key for another call.'], { earlier: created_at })
}
