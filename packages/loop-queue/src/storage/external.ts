import type { Database } from 'loop-core'
import { chunks, inChunks } from './chunks.ts'
import type { ExternalRow, FrameRow, QueueTables } from './tables.ts'

/** Everything that some tasks were imported from. */
export async function externalsOf(db: Database<QueueTables>, taskIds: readonly string[]): Promise<ExternalRow[]> {
  return inChunks(taskIds, (piece) =>
    db
      .selectFrom('queue_external')
      .selectAll()
      .where('task_id', 'in', piece)
      .orderBy('format')
      .orderBy('namespace')
      .orderBy('external_id')
      .execute(),
  )
}

type Source = Pick<ExternalRow, 'workspace_id' | 'format' | 'namespace'>

/** Which of some ids of a source were imported before. */
export async function findExternals(db: Database<QueueTables>, source: Source, ids: readonly string[]): Promise<ExternalRow[]> {
  return inChunks(ids, (piece) =>
    db
      .selectFrom('queue_external')
      .selectAll()
      .where('workspace_id', '=', source.workspace_id)
      .where('format', '=', source.format)
      .where('namespace', '=', source.namespace)
      .where('external_id', 'in', piece)
      .execute(),
  )
}

/** Adds what tasks were imported from; what another task has taken stays with it. */
export async function insertExternals(db: Database<QueueTables>, rows: readonly ExternalRow[]): Promise<void> {
  for (const piece of chunks(rows))
    await db
      .insertInto('queue_external')
      .values(piece)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

export async function updateExternal(db: Database<QueueTables>, row: ExternalRow): Promise<void> {
  const { record, ours, position } = row
  await db
    .updateTable('queue_external')
    .set({ record, ours, position })
    .where('workspace_id', '=', row.workspace_id)
    .where('format', '=', row.format)
    .where('namespace', '=', row.namespace)
    .where('external_id', '=', row.external_id)
    .execute()
}

export async function framesOf(db: Database<QueueTables>, workspaceId: string): Promise<FrameRow[]> {
  const select = db.selectFrom('queue_frames').selectAll().where('workspace_id', '=', workspaceId)
  return select.orderBy('format').orderBy('namespace').execute()
}

/** Keeps what stands around tasks, in place of what the last import left. */
export async function writeFrame(db: Database<QueueTables>, frame: FrameRow): Promise<void> {
  await db
    .insertInto('queue_frames')
    .values(frame)
    .onConflict((conflict) => conflict.columns(['workspace_id', 'format', 'namespace']).doUpdateSet({ record: frame.record }))
    .execute()
}
