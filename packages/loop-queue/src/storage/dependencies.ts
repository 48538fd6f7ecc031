import { type RawBuilder, sql } from 'kysely'
import type { Database } from 'loop-core'
import { gatingKinds } from '../words.ts'
import { type DependencyRow, type EdgeKind, type LineRow, lineColumns, type QueueTables } from './tables.ts'

type Edge = Pick<DependencyRow, 'task_id' | 'depends_on_id' | 'kind'>

/** What some tasks wait for or point to. */
export async function edgesFrom(db: Database<QueueTables>, taskIds: readonly string[]): Promise<DependencyRow[]> {
  if (taskIds.length === 0) return []
  const select = db.selectFrom('queue_dependencies').selectAll().where('task_id', 'in', taskIds)
  return select.orderBy('task_id').orderBy('created_at').orderBy('depends_on_id').orderBy('kind').execute()
}

/** What waits for a task or points to it. */
export async function edgesTo(db: Database<QueueTables>, dependsOnId: string): Promise<DependencyRow[]> {
  const select = db.selectFrom('queue_dependencies').selectAll().where('depends_on_id', '=', dependsOnId)
  return select.orderBy('created_at').orderBy('task_id').orderBy('kind').execute()
}

/** An edge of one task, from the side of the task. */
export interface EdgeRow extends Pick<DependencyRow, 'kind' | 'origin' | 'resolved_at'> {
  side: 'depends_on' | 'blocks'
  /** Its other end. */
  id: string
}

interface SourceRow {
  side: 'external'
  /** The id and the format that the task came with. */
  id: string
  kind: string
}

export interface Surroundings {
  edges: EdgeRow[]
  /** Where the task was imported from. */
  external?: { format: string; id: string }
}

/** The first edges of a task in both directions, open ones before the others, and its source: in one statement, since every view of a task asks. */
export async function surroundingsOf(db: Database<QueueTables>, taskId: string, limit: number): Promise<Surroundings> {
  const half = (side: EdgeRow['side'], own: RawBuilder<unknown>, other: RawBuilder<unknown>) =>
    sql`select * from (select ${sql.lit(side)} as side, ${other} as id, kind, origin, resolved_at from queue_dependencies where ${own} = ${taskId}
      order by (case when resolved_at is null then 0 else 1 end), created_at, ${other}, kind limit ${sql.lit(limit)}) as ${sql.ref(side)}`
  const [taskEnd, otherEnd] = [sql.ref('task_id'), sql.ref('depends_on_id')]
  // A copy of our own says less than the place that the copy came from.
  const source = sql`select * from (select 'external' as side, external_id as id, format as kind, null as origin, null as resolved_at
    from queue_external where task_id = ${taskId} order by case format when 'loop' then 1 else 0 end, format, namespace, external_id limit 1) as source`
  const { rows } = await sql<EdgeRow | SourceRow>`${half('depends_on', taskEnd, otherEnd)}
    union all ${half('blocks', otherEnd, taskEnd)} union all ${source}`.execute(db)
  const external = rows.find((row) => row.side === 'external')
  const edges = rows.filter((row) => row.side !== 'external')
  return { edges, ...(external && { external: { format: external.kind, id: external.id } }) }
}

/** How many edges a task has in each direction. */
export async function countEdges(db: Database<QueueTables>, taskId: string): Promise<Record<EdgeRow['side'], number>> {
  const count = (end: string) => sql`(select count(*) from queue_dependencies where ${sql.ref(end)} = ${taskId})`
  const { rows } = await sql<
    Record<EdgeRow['side'], number>
  >`select ${count('task_id')} as depends_on, ${count('depends_on_id')} as blocks`.execute(db)
  return { depends_on: Number(rows[0]!.depends_on), blocks: Number(rows[0]!.blocks) }
}

/** Adds edges; those that are there already stay as they are. */
export async function insertEdges(db: Database<QueueTables>, edges: readonly DependencyRow[]): Promise<void> {
  for (let start = 0; start < edges.length; start += 1_000)
    await db
      .insertInto('queue_dependencies')
      .values(edges.slice(start, start + 1_000))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

export async function setOrigin(db: Database<QueueTables>, edge: Edge, origin: DependencyRow['origin']): Promise<void> {
  await where(db.updateTable('queue_dependencies').set({ origin }), edge).execute()
}

export async function deleteEdge(db: Database<QueueTables>, edge: Edge): Promise<void> {
  await where(db.deleteFrom('queue_dependencies'), edge).execute()
}

function where<Query extends { where(column: keyof Edge, operator: '=', value: string): Query }>(query: Query, edge: Edge): Query {
  return query.where('task_id', '=', edge.task_id).where('depends_on_id', '=', edge.depends_on_id).where('kind', '=', edge.kind)
}

/** Marks the edges of some kinds to a task as resolved (a time) or open (null) and gives the tasks that are concerned. */
export async function resolveEdges(
  db: Database<QueueTables>,
  dependsOnId: string,
  kinds: readonly EdgeKind[],
  resolvedAt: string | null,
): Promise<string[]> {
  if (kinds.length === 0) return []
  const rows = await db
    .updateTable('queue_dependencies')
    .set({ resolved_at: resolvedAt })
    .where('depends_on_id', '=', dependsOnId)
    .where('kind', 'in', kinds)
    .where('resolved_at', resolvedAt === null ? 'is not' : 'is', null)
    .returning('task_id')
    .execute()
  return [...new Set(rows.map(({ task_id }) => task_id))]
}

/** Counts anew what some tasks wait for, so that the counter is what the edges say. */
export async function recount(db: Database<QueueTables>, taskIds: readonly string[]): Promise<LineRow[]> {
  if (taskIds.length === 0) return []
  const open = sql<number>`(select count(*) from queue_dependencies where queue_dependencies.task_id = queue_tasks.id and resolved_at is null and kind in (${sql.join(gatingKinds)}))`
  return db.updateTable('queue_tasks').set({ open_blockers: open }).where('id', 'in', taskIds).returning(lineColumns).execute()
}

/** Everything that a task waits for, however far. */
function waitedFor(from: string) {
  return sql`with recursive reached(id) as (
    select id from queue_tasks where id = ${from}
    union
    select depends_on_id from queue_dependencies join reached on task_id = reached.id where kind in (${sql.join(gatingKinds)})
  )`
}

/** Whether `from` waits for `to`, directly or through others. */
export async function waitsFor(db: Database<QueueTables>, from: string, to: string): Promise<boolean> {
  const { rows } = await sql`${waitedFor(from)} select 1 as found from reached where id = ${to}`.execute(db)
  return rows.length > 0
}

/** The edges among all that a task waits for. */
export async function edgesBehind(db: Database<QueueTables>, from: string): Promise<Edge[]> {
  const statement = sql<Edge>`${waitedFor(from)} select task_id, depends_on_id, kind from queue_dependencies
    where task_id in (select id from reached) and kind in (${sql.join(gatingKinds)}) order by created_at, depends_on_id`
  return (await statement.execute(db)).rows
}
