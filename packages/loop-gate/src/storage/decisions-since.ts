import type { GateDatabase } from '../gate.ts'

/** Which decisions: of one folder or of all, from a time on. */
export interface Since {
  workspace_id: string | undefined
  since: string
}

/** As many decisions as a folder keeps. */
const most = 10_000

/** The decisions since then, newest first, so that the oldest are left out where there are too many. */
export function decisionsSince(db: GateDatabase, { workspace_id, since }: Since) {
  return db
    .selectFrom('gate_decisions')
    .where('at', '>=', since)
    .$if(workspace_id !== undefined, (select) => select.where('workspace_id', '=', workspace_id!))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
}
