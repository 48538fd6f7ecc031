import { z } from 'zod'
import { articleCategories } from '../words.ts'

const found = { severity: z.enum(['warning', 'info']), suggested_action: z.string() }
const article = { article_id: z.string(), title: z.string() }
const category = z.enum(articleCategories)

/** What can be wrong with a wiki, by sort. */
export const LintFindings = z.object({
  stale_articles: z.array(z.object({ ...article, last_updated: z.string(), days_since_update: z.int(), ...found })),
  orphan_articles: z.array(z.object({ ...article, category, ...found })),
  contradiction_clusters: z.array(
    z.object({ article_ids: z.array(z.string()), titles: z.array(z.string()), link_ids: z.array(z.string()), ...found }),
  ),
  coverage_gaps: z.array(z.object({ category, current_count: z.int(), threshold: z.int(), ...found })),
  broken_sources: z.array(z.object({ ...article, source_type: z.string(), source_id: z.string(), ...found })),
})

const sorts = Object.keys(LintFindings.shape) as (keyof typeof LintFindings.shape)[]

/** How much was found, whatever is shown of it. */
export const LintSummary = z.object({
  total_articles: z.int(),
  total_issues: z.int(),
  issues_by_severity: z.object({ warning: z.int(), info: z.int() }),
  total_per_category: z.object(Object.fromEntries(sorts.map((sort) => [sort, z.int()])) as Record<(typeof sorts)[number], z.ZodInt>),
  truncated: z.boolean(),
  generated_at: z.string(),
})

type Findings = z.output<typeof LintFindings>
export type Sort = keyof Findings

/** What is said of each finding of a sort. */
export const advice = {
  stale_articles: { severity: 'warning', suggested_action: 'Read it again: update it if it still holds, else archive it.' },
  orphan_articles: { severity: 'info', suggested_action: 'Link it to what belongs to it.' },
  contradiction_clusters: { severity: 'warning', suggested_action: 'Decide which holds, and let it supersede the others.' },
  coverage_gaps: { severity: 'info', suggested_action: 'Write down more of this category, or lower min_coverage.' },
  broken_sources: { severity: 'warning', suggested_action: 'Its review is gone: check that it still holds, then update or archive it.' },
} as const satisfies Record<Sort, Pick<Findings[Sort][number], 'severity' | 'suggested_action'>>

/** The summary of what was found, by how much there is of each sort. */
export function summaryOf(
  totals: Readonly<Record<Sort, number>>,
  findings: Findings,
  facts: { total_articles: number; generated_at: string },
) {
  const sumOf = (severity: 'warning' | 'info') =>
    sorts.filter((sort) => advice[sort].severity === severity).reduce((sum, sort) => sum + totals[sort], 0)
  const issues_by_severity = { warning: sumOf('warning'), info: sumOf('info') }
  return {
    ...facts,
    total_issues: issues_by_severity.warning + issues_by_severity.info,
    issues_by_severity,
    total_per_category: totals,
    truncated: sorts.some((sort) => findings[sort].length < totals[sort]),
  }
}
