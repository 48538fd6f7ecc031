import type { RuntimeDatabase } from '../runtime.ts'
import type { ApprovalRow, ApprovalState, EventRow, RunRow } from './tables.ts'

/** Where a page begins, seen from the newest: behind this row. */
export interface Behind {
  at: string
  id: string
}

export interface RunFilter {
  status?: RunRow['status'] | undefined
  workspace?: string | undefined
  behind?: Behind | undefined
}

/** The newest runs. */
export async function listRuns(db: RuntimeDatabase, { status, workspace, behind }: RunFilter, limit: number): Promise<RunRow[]> {
  return db
    .selectFrom('runtime_runs')
    .selectAll()
    .$if(status !== undefined, (query) => query.where('status', '=', status!))
    .$if(workspace !== undefined, (query) => query.where('workspace', '=', workspace!))
    .$if(behind !== undefined, (query) =>
      query.where(({ eb, and, or }) =>
        or([eb('created_at', '<', behind!.at), and([eb('created_at', '=', behind!.at), eb('id', '<', behind!.id)])]),
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export interface ApprovalFilter {
  runId?: string | undefined
  state?: ApprovalState | undefined
  behind?: Behind | undefined
}

/** The newest questions to a person. */
export async function listApprovals(db: RuntimeDatabase, { runId, state, behind }: ApprovalFilter, limit: number): Promise<ApprovalRow[]> {
  return db
    .selectFrom('runtime_approvals')
    .selectAll()
    .$if(runId !== undefined, (query) => query.where('run_id', '=', runId!))
    .$if(state !== undefined, (query) => query.where('state', '=', state!))
    .$if(behind !== undefined, (query) =>
      query.where(({ eb, and, or }) =>
        or([eb('requested_at', '<', behind!.at), and([eb('requested_at', '=', behind!.at), eb('id', '<', behind!.id)])]),
      ),
    )
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** A page of a run's trace in order, all of it or some types. */
export async function listEvents(
  db: RuntimeDatabase,
  { runId, after, types }: { runId: string; after: number; types?: readonly string[] | undefined },
  limit: number,
): Promise<EventRow[]> {
  return db
    .selectFrom('runtime_events')
    .selectAll()
    .where('run_id', '=', runId)
    .where('seq', '>', after)
    .$if(types !== undefined, (query) => query.where('type', 'in', types!))
    .orderBy('seq')
    .limit(limit)
    .execute()
}

/** The newest runs of a folder, or of a piece of work wherever they were. */
export async function runsToTell(
  db: RuntimeDatabase,
  { root, work }: { root?: string | undefined; work?: string | undefined },
): Promise<RunRow[]> {
  return db
    .selectFrom('runtime_runs')
    .selectAll()
    .$if(root !== undefined, (query) => query.where('root', '=', root!))
    .$if(work !== undefined, (query) => query.where('work_ref', '=', work!))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
}

/** The runs that worked in a worktree and have ended, oldest first. */
export async function endedInWorktrees(db: RuntimeDatabase): Promise<RunRow[]> {
  return db
    .selectFrom('runtime_runs')
    .selectAll()
    .where('worktree', 'is not', null)
    .where('active_root', 'is', null)
    .orderBy('created_at')
    .execute()
}
