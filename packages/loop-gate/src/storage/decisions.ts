import type { GateDatabase } from '../gate.ts'
import type { Outcome } from '../words.ts'
import type { DecisionRow } from './tables.ts'

/** Adds a decision; false if the same stop has been decided already. */
export async function insertDecision(db: GateDatabase, row: DecisionRow): Promise<boolean> {
  const added = await db
    .insertInto('gate_decisions')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

export async function findDecision(db: GateDatabase, id: string): Promise<DecisionRow | undefined> {
  return db.selectFrom('gate_decisions').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The decision about a stop of this name. */
export async function decisionOfStop(db: GateDatabase, stopKey: string): Promise<DecisionRow | undefined> {
  return db.selectFrom('gate_decisions').selectAll().where('stop_key', '=', stopKey).executeTakeFirst()
}

/** Whether anything was recorded since in a folder that a judgement rests on: a receipt, an answer of the tool, or the word of a person. */
export async function isOutdated(db: GateDatabase, workspaceId: string, since: string): Promise<boolean> {
  const receipt = db.selectFrom('gate_receipts').select('id').where('workspace_id', '=', workspaceId).where('finished_at', '>', since)
  const waiver = db.selectFrom('gate_waivers').select('id').where('workspace_id', '=', workspaceId).where('at', '>', since)
  const answers = db.selectFrom('gate_decisions').select('id').where('workspace_id', '=', workspaceId).where('at', '>', since)
  const newer = receipt.unionAll(waiver).unionAll(answers.where('door', '=', 'tool'))
  return (await newer.limit(1).executeTakeFirst()) !== undefined
}

export interface DecisionFilter {
  workspace_id?: string
  session?: string
  outcome?: Outcome
  since?: string
  /** Only what is older than this decision. */
  before?: Pick<DecisionRow, 'at' | 'id'>
}

/** Decisions, newest first. */
export async function selectDecisions(db: GateDatabase, filter: DecisionFilter, limit: number): Promise<DecisionRow[]> {
  return matching(db, filter).selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

export async function countDecisions(db: GateDatabase, filter: DecisionFilter): Promise<number> {
  const { count } = await matching(db, filter)
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

function matching(db: GateDatabase, { workspace_id, session, outcome, since, before }: DecisionFilter) {
  return db
    .selectFrom('gate_decisions')
    .$if(workspace_id !== undefined, (select) => select.where('workspace_id', '=', workspace_id!))
    .$if(session !== undefined, (select) => select.where('session', '=', session!))
    .$if(outcome !== undefined, (select) => select.where('outcome', '=', outcome!))
    .$if(since !== undefined, (select) => select.where('at', '>=', since!))
    .$if(before !== undefined, (select) =>
      select.where((where) =>
        where.or([where('at', '<', before!.at), where.and([where('at', '=', before!.at), where('id', '<', before!.id)])]),
      ),
    )
}

/** Approvals of the tool in a folder that no stop has used and that still serve, newest first. */
export async function unusedApprovals(db: GateDatabase, workspaceId: string, now: string): Promise<DecisionRow[]> {
  return db
    .selectFrom('gate_decisions')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('door', '=', 'tool')
    .where('decision', '=', 'stop')
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
}

/** Uses an approval up, with what the session had in store before it; false if another stop was faster. */
export async function useApproval(
  db: GateDatabase,
  { id, workspace_id, session, at: approved }: Pick<DecisionRow, 'id' | 'workspace_id' | 'session' | 'at'>,
  at: string,
): Promise<boolean> {
  const used = await db
    .updateTable('gate_decisions')
    .set({ used_at: at })
    .where('workspace_id', '=', workspace_id)
    .where('session', session === null ? 'is' : '=', session)
    .where('door', '=', 'tool')
    .where('decision', '=', 'stop')
    .where('used_at', 'is', null)
    .where('at', '<=', approved)
    .returning('id')
    .execute()
  return used.some((each) => each.id === id)
}

/** The last stop in a folder that was found complete. */
export async function lastComplete(db: GateDatabase, workspaceId: string): Promise<DecisionRow | undefined> {
  return db
    .selectFrom('gate_decisions')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('outcome', '=', 'complete')
    .where('door', '!=', 'tool')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Frees the name of a stop that was decided some time ago, for one that is alike. */
export async function forgetStopKey(db: GateDatabase, stopKey: string): Promise<void> {
  await db.updateTable('gate_decisions').set({ stop_key: null }).where('stop_key', '=', stopKey).execute()
}

/** How many gaps a session filed in a folder since then. */
export async function countGapDecisions(
  db: GateDatabase,
  { workspace_id, session, since }: Pick<DecisionRow, 'session'> & { workspace_id: string; since: string },
): Promise<number> {
  const { count } = await db
    .selectFrom('gate_decisions')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('workspace_id', '=', workspace_id)
    .where('door', '=', 'tool')
    .where('outcome', '=', 'honest_gap')
    .where('at', '>=', since)
    .$if(session === null, (select) => select.where('session', 'is', null))
    .$if(session !== null, (select) => select.where('session', '=', session))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The ids of the newest decisions, for completion. */
export async function decisionIds(db: GateDatabase, limit: number): Promise<string[]> {
  const rows = await db.selectFrom('gate_decisions').select('id').orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map(({ id }) => id)
}
