import { z } from 'zod'
import type { SkillCosts } from '../storage/skill-costs.ts'
import type { SkillTotals } from '../storage/skill-results.ts'

const count = z.int()
const average = z.number().nullable()

/** How one version of a skill did, by the results that were recorded for it. */
export const SkillStats = z.object({
  version: count,
  total_results: count,
  pass_count: count,
  fail_count: count,
  partial_count: count,
  stories_reviewed: count,
  avg_findings: average,
  avg_false_positives: average,
  false_positive_rate: z.number(),
  avg_iterations: average,
})

export function skillStatsOf(totals: SkillTotals): z.output<typeof SkillStats> {
  const { version, results, passed, failed, partial, stories, findings, false_positives, iterations } = totals
  return {
    version,
    total_results: results,
    pass_count: passed,
    fail_count: failed,
    partial_count: partial,
    stories_reviewed: stories,
    avg_findings: rounded(findings),
    avg_false_positives: rounded(false_positives),
    false_positive_rate: findings ? rounded((false_positives ?? 0) / findings)! : 0,
    avg_iterations: rounded(iterations),
  }
}

/** To two decimals, so that every database says the same. */
function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 100) / 100
}

/** What one version of a skill has cost. */
export const SkillCost = z.object({
  version_number: count,
  total_invocations: count,
  total_cost_millicents: count,
  avg_cost_per_invocation_millicents: count,
})

export function skillCostOf({ version, invocations, cost }: SkillCosts): z.output<typeof SkillCost> {
  return {
    version_number: version,
    total_invocations: invocations,
    total_cost_millicents: cost,
    avg_cost_per_invocation_millicents: averageCost({ invocations, cost }),
  }
}

/** The same with what came of it, beside the version before. */
export const SkillCostPerformance = SkillCost.extend({
  stories_verified_count: count,
  stories_rejected_count: count,
  verification_rate_pct: count.nullable(),
  cost_change_pct: count.nullable(),
  cost_regression: z.boolean(),
})

/** So few invocations may have been dear by chance. */
const enough = 3

/** The versions of a skill in their order, each compared with the one before it that was used. */
export function costPerformanceOf(versions: readonly SkillCosts[]): z.output<typeof SkillCostPerformance>[] {
  return versions.map((one, index) => {
    const { verified, rejected, invocations } = one
    const judged = verified + rejected
    const [average, before] = [averageCost(one), index === 0 ? 0 : averageCost(versions[index - 1]!)]
    return {
      ...skillCostOf(one),
      stories_verified_count: verified,
      stories_rejected_count: rejected,
      verification_rate_pct: judged === 0 ? null : Math.trunc((verified * 100) / judged),
      cost_change_pct: before <= 0 ? null : Math.trunc(((average - before) * 100) / before),
      cost_regression: before > 0 && average > 2 * before && invocations >= enough,
    }
  })
}

function averageCost({ cost, invocations }: Pick<SkillCosts, 'cost' | 'invocations'>): number {
  return Math.trunc(cost / invocations)
}
