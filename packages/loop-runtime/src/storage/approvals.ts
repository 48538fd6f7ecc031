import type { RuntimeDatabase } from '../runtime.ts'
import type { ApprovalRow } from './tables.ts'

export async function insertApproval(db: RuntimeDatabase, row: ApprovalRow): Promise<void> {
  await db.insertInto('runtime_approvals').values(row).execute()
}

export async function findApproval(db: RuntimeDatabase, id: string): Promise<ApprovalRow | undefined> {
  return db.selectFrom('runtime_approvals').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function approvalsOf(db: RuntimeDatabase, runId: string): Promise<ApprovalRow[]> {
  return db.selectFrom('runtime_approvals').selectAll().where('run_id', '=', runId).orderBy('requested_at').orderBy('id').execute()
}

/** Answers a question that is still open; false if somebody else did. */
export async function answerApproval(db: RuntimeDatabase, id: string, answer: Partial<ApprovalRow>): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('runtime_approvals')
    .set(answer)
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Takes a question back that was about other files, also where it was answered with yes. */
export async function withdrawApproval(db: RuntimeDatabase, id: string): Promise<void> {
  await db
    .updateTable('runtime_approvals')
    .set({ state: 'withdrawn' })
    .where('id', '=', id)
    .where('state', 'in', ['pending', 'approved'])
    .execute()
}

/** Takes every open question of a run back. */
export async function withdrawPending(db: RuntimeDatabase, runId: string): Promise<void> {
  const pending = db.updateTable('runtime_approvals').set({ state: 'withdrawn' }).where('run_id', '=', runId)
  await pending.where('state', '=', 'pending').execute()
}
