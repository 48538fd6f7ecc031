import type { CtlDatabase } from '../ctl.ts'

/** What one version of a skill has cost, and what became of the stories for which it was used. */
export interface SkillCosts {
  version: number
  /** Reports; what corrects one is no report of its own. */
  invocations: number
  cost: number
  verified: number
  rejected: number
}

/** The costs of a skill by version, in their order, or those of one version; what nobody used is left out. */
export async function skillCosts(db: CtlDatabase, skillId: string, version?: number): Promise<SkillCosts[]> {
  const rows = await db
    .selectFrom('ctl_token_usage as usage')
    .innerJoin('ctl_skill_versions as version', 'version.id', 'usage.skill_version_id')
    .innerJoin('ctl_stories as story', 'story.id', 'usage.story_id')
    .where('version.skill_id', '=', skillId)
    .where('usage.deleted_at', 'is', null)
    .$if(version !== undefined, (select) => select.where('version.version', '=', version!))
    .select(({ fn }) => {
      const stories = (status: 'verified' | 'rejected') =>
        fn.count<number>('story.id').distinct().filterWhere('story.verified_status', '=', status)
      return [
        'version.version',
        fn.countAll<number>().filterWhere('usage.corrects_report_id', 'is', null).as('invocations'),
        fn.sum<number>('usage.cost_millicents').as('cost'),
        stories('verified').as('verified'),
        stories('rejected').as('rejected'),
      ]
    })
    .groupBy('version.version')
    .orderBy('version.version')
    .execute()
  const costs = rows.map(({ version, invocations, cost, verified, rejected }) => ({
    version,
    invocations: Number(invocations),
    cost: Number(cost),
    verified: Number(verified),
    rejected: Number(rejected),
  }))
  return costs.filter(({ invocations }) => invocations > 0)
}
