import { insertRows } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
import type { SkillResultRow } from './skill-tables.ts'
import { type SomeRows, someOf } from './some-rows.ts'

export async function insertSkillResult(db: CtlDatabase, row: SkillResultRow): Promise<void> {
  await insertRows(db, 'ctl_skill_results', [row])
}

/** What one version led to, newest first. */
export async function selectSkillResults(
  db: CtlDatabase,
  versionId: string,
  page: { limit: number; offset: number },
): Promise<SomeRows<SkillResultRow>> {
  const select = db.selectFrom('ctl_skill_results').selectAll().where('skill_version_id', '=', versionId)
  return someOf(select.orderBy('inserted_at', 'desc').orderBy('id', 'desc'), page)
}

/** What the results of one version come to. Null is what none of them says. */
export interface SkillTotals {
  version: number
  results: number
  passed: number
  failed: number
  partial: number
  stories: number
  findings: number | null
  false_positives: number | null
  iterations: number | null
}

/** What each version of a skill came to, in their order; a version without a result is left out. */
export async function skillTotals(db: CtlDatabase, skillId: string): Promise<SkillTotals[]> {
  const rows = await db
    .selectFrom('ctl_skill_results as result')
    .innerJoin('ctl_skill_versions as version', 'version.id', 'result.skill_version_id')
    .innerJoin('ctl_verifications as verification', 'verification.id', 'result.verification_result_id')
    .where('version.skill_id', '=', skillId)
    .select(({ fn }) => {
      const ended = (how: 'pass' | 'fail' | 'partial') => fn.countAll<number>().filterWhere('verification.result', '=', how)
      return [
        'version.version',
        fn.countAll<number>().as('results'),
        ended('pass').as('passed'),
        ended('fail').as('failed'),
        ended('partial').as('partial'),
        fn.count<number>('result.story_id').distinct().as('stories'),
        fn.avg<number | null>('result.findings_count').as('findings'),
        fn.avg<number | null>('result.false_positive_count').as('false_positives'),
        fn.avg<number | null>('result.iteration').as('iterations'),
      ]
    })
    .groupBy('version.version')
    .orderBy('version.version')
    .execute()
  return rows.map(inNumbers)
}

/** Counts and averages come as text from some databases. */
function inNumbers<Row extends Record<string, unknown>>(row: Row): { [Name in keyof Row]: number | null } & SkillTotals {
  const entries = Object.entries(row).map(([name, value]) => [name, value === null ? null : Number(value)])
  return Object.fromEntries(entries)
}
