import type { Queue } from '../queue.ts'
import { replaceShares, sharesOf } from '../storage/loops.ts'
import type { LoopRow } from '../storage/tables.ts'

interface Shared {
  before: string[]
  after: string[]
}

/** Says who may see a private loop besides its creator; undefined where that was so already. Who says it keeps seeing it. */
export async function share(queue: Queue, loop: LoopRow, identities?: readonly string[]): Promise<Shared | undefined> {
  const before = await sharesOf(queue.db, loop.id)
  const wanted = [...(identities ?? before), ...keepers(queue, loop)].filter((identity) => identity !== loop.created_by)
  const after = [...new Set(wanted)].toSorted()
  if (after.join('\n') === before.toSorted().join('\n')) return undefined
  await replaceShares(queue.db, loop, after)
  return { before, after }
}

/** The person who decides, or for whom an agent does, must not shut themselves out. */
function keepers({ actor, me }: Queue, loop: LoopRow): string[] {
  return loop.visibility === 'private' ? [actor.member?.id ?? me] : []
}
