import { isId } from '../../fields.ts'
import type { ImportedValues, SourceDocument, SourceLoop } from '../../formats/format.ts'
import { seen } from '../../load.ts'
import type { Queue } from '../../queue.ts'
import { limitReached } from '../../refusals.ts'
import { findLoopsNamed, insertLoops, insertShares, takenIds } from '../../storage/bulk.ts'
import { inChunks } from '../../storage/chunks.ts'
import { countAllLoops, findLoops, nextPriority } from '../../storage/loops.ts'
import type { LoopRow } from '../../storage/tables.ts'
import { maxLoops } from '../create-loop.ts'
import { cut, identityOf, instantOf } from './bounded.ts'
import type { Found } from './known.ts'
import { taskKey } from './plan.ts'

interface Placed {
  loops: Map<string, LoopRow>
  made: LoopRow[]
}

/** Finds the loops of a document, or makes them, last in the queue. */
export async function placeLoops(queue: Queue, document: SourceDocument, known: Found['known']): Promise<Placed> {
  const loops = await findKnownLoops(queue, document, known)
  const missing = document.loops.filter(({ key }) => !loops.has(key))
  const made = await makeLoops(queue, missing)
  for (const [index, { key }] of missing.entries()) loops.set(key, made[index]!)
  return { loops, made }
}

/** The loop that the tasks of a key were put into the last time, else that of the same id, else an unshipped one of the same name. */
async function findKnownLoops(queue: Queue, document: SourceDocument, known: Found['known']): Promise<Map<string, LoopRow>> {
  const before = loopsBefore(document, known)
  const idOf = ({ key, row }: SourceLoop) => before.get(key) ?? (row && isId(row.id) ? row.id : '')
  const byId = new Map((await findLoopsById(queue, document.loops.map(idOf))).map((loop) => [loop.id, loop]))
  const byName = await findLoopsByName(queue, document.loops)
  const loops = new Map<string, LoopRow>()
  for (const loop of document.loops) {
    const found = byId.get(idOf(loop)) ?? byName.get(loop.name)
    if (!found) continue
    loops.set(loop.key, found)
    byName.delete(found.name)
  }
  return loops
}

function loopsBefore({ tasks }: SourceDocument, known: Found['known']): Map<string, string> {
  const before = new Map<string, string>()
  for (const task of tasks) {
    const ours: ImportedValues | undefined = known.get(taskKey(task))?.ours
    if (task.loop !== undefined && ours?.loop_id !== undefined && !before.has(task.loop)) before.set(task.loop, ours.loop_id)
  }
  return before
}

async function findLoopsById(queue: Queue, ids: readonly string[]): Promise<LoopRow[]> {
  return inChunks([...new Set(ids)].filter(isId), (piece) => findLoops(queue.db, seen(queue), piece))
}

/** A loop that has an id of ours is no other one of the same name. */
async function findLoopsByName(queue: Queue, loops: readonly SourceLoop[]): Promise<Map<string, LoopRow>> {
  const names = loops.filter(({ row }) => row === undefined).map(({ name }) => name)
  const found = await findLoopsNamed(queue.db, seen(queue), [...new Set(names)])
  return new Map(found.toReversed().map((loop) => [loop.name, loop]))
}

async function makeLoops(queue: Queue, sources: readonly SourceLoop[]): Promise<LoopRow[]> {
  if (sources.length === 0) return []
  const { db, workspace } = queue
  const count = await countAllLoops(db, workspace.id)
  if (count + sources.length > maxLoops) throw limitReached('loops in a workspace', maxLoops, count + sources.length)
  const taken = await takenIds(
    db,
    'queue_loops',
    sources.flatMap(({ row }) => (row && isId(row.id) ? [row.id] : [])),
  )
  const first = await nextPriority(db, workspace.id)
  const loops = sources.map((source, index) => {
    const id = source.row && isId(source.row.id) && !taken.has(source.row.id) ? source.row.id : queue.newId()
    return newLoop(queue, source, { id, priority: first + index })
  })
  await insertLoops(db, loops)
  await insertShares(
    db,
    loops.flatMap((loop, index) => sharesFor(queue, loop, sources[index]!)),
  )
  return loops
}

function newLoop(queue: Queue, { name, row }: SourceLoop, place: Pick<LoopRow, 'id' | 'priority'>): LoopRow {
  const { workspace, at, me } = queue
  const texts = { name, description: '', ai_context: '' }
  const state = { status: 'active' as const, visibility: 'public' as const, held_at: null, shipped_at: null, shipped_by: null }
  const made = { created_by: me, created_at: at, updated_at: at, version: 1 }
  return { workspace_id: workspace.id, ...place, ...texts, ...state, ...made, ...(row && ownValues(row, me)) }
}

type OwnRow = NonNullable<SourceLoop['row']>

/** What our own format says, within the bounds of this queue. */
function ownValues(row: OwnRow, me: string): Partial<LoopRow> {
  return {
    description: cut(row.description, 8_192),
    ai_context: cut(row.ai_context, 32_768),
    status: row.status,
    visibility: row.visibility,
    priority: row.priority,
    created_by: identityOf(row.created_by, me),
    created_at: instantOf(row.created_at),
    updated_at: instantOf(row.updated_at),
    held_at: instantOf(row.held_at),
    shipped_at: instantOf(row.shipped_at),
    shipped_by: row.shipped_by ? identityOf(row.shipped_by, me) : null,
  }
}

const mostShares = 50

/** Whoever brings a private loop along has its file already, and must not lose sight of it here. */
function sharesFor({ me, viewer }: Queue, loop: LoopRow, { row }: SourceLoop) {
  const named = (row?.shares ?? []).slice(0, mostShares).map((identity) => identityOf(identity, me))
  const isSeen = loop.visibility === 'public' || [loop.created_by, ...named].some((identity) => viewer.includes(identity))
  const all = new Set(isSeen ? named : [...named, me])
  return [...all].map((identity) => ({ workspace_id: loop.workspace_id, loop_id: loop.id, identity }))
}
