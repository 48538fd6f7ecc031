import type { ExpressionBuilder } from 'kysely'
import type { Spending, Subject } from '../budget.ts'
import type { CtlDatabase } from '../ctl.ts'
import type { CtlTables } from './tables.ts'

/** What the reports of a subject add up to, without those that were taken back. */
export async function spendingOn(db: CtlDatabase, { epic_id, ...equal }: Subject): Promise<Spending> {
  let select = kept(db)
    .select(sums)
    .where((where) => where.and(equal))
  if (epic_id !== undefined)
    select = select.where('story_id', 'in', db.selectFrom('ctl_stories').select('id').where('epic_id', '=', epic_id))
  return spendingIn(await select.executeTakeFirstOrThrow())
}

/** What a report says together with its corrections. */
export async function correctedSpending(db: CtlDatabase, reportId: string): Promise<Spending> {
  const select = kept(db)
    .select(sums)
    .where(({ or, eb }) => or([eb('id', '=', reportId), eb('corrects_report_id', '=', reportId)]))
  return spendingIn(await select.executeTakeFirstOrThrow())
}

/** What reports add up to in each phase that has any, and how many there are. */
export async function spendingByPhase(db: CtlDatabase, filter: Pick<Subject, 'story_id' | 'project_id' | 'agent_id'>) {
  const rows = await kept(db)
    .select((of) => ['phase', ...sums(of), of.fn.countAll<number>().as('reports')])
    .where((where) => where.and(filter))
    .groupBy('phase')
    .orderBy('phase')
    .execute()
  return rows.map(({ phase, reports, ...row }) => ({ phase, report_count: Number(reports), ...spendingIn(row) }))
}

function kept(db: CtlDatabase) {
  return db.selectFrom('ctl_token_usage').where('deleted_at', 'is', null)
}

function sums({ fn }: ExpressionBuilder<CtlTables, 'ctl_token_usage'>) {
  return [
    fn.sum<number | null>('input_tokens').as('input_tokens'),
    fn.sum<number | null>('output_tokens').as('output_tokens'),
    fn.sum<number | null>('cost_millicents').as('cost_millicents'),
  ] as const
}

/** Nothing adds up to null. */
function spendingIn({ input_tokens, output_tokens, cost_millicents }: Record<keyof Spending, number | null>): Spending {
  return { input_tokens: Number(input_tokens), output_tokens: Number(output_tokens), cost_millicents: Number(cost_millicents) }
}
