import type { z } from 'zod'
import type { Ctl } from '../ctl.ts'
import { at } from '../ctl.ts'
import { brokenSources, contradictions, countByCategory, orphanArticles, staleArticles } from '../storage/lint.ts'
import { advice, type LintFindings, type Sort, summaryOf } from '../views/lint.ts'
import { articleCategories } from '../words.ts'
import { clustersOf } from './clusters.ts'

const day = 86_400_000

interface Wanted {
  projectId: string | undefined
  staleDays: number
  minCoverage: number
  /** How much is shown of each sort. */
  most: number
}

type Findings = z.output<typeof LintFindings>
type Found<One extends Sort> = { rows: Findings[One]; total: number }

/** What is wrong with the published articles of everybody, or of one project and of all projects; nothing is changed. */
export async function lint(ctl: Pick<Ctl, 'db' | 'now'>, wanted: Wanted) {
  const counts = await countByCategory(ctl.db, wanted.projectId)
  const found: { [One in Sort]: Found<One> } = {
    stale_articles: await stale(ctl, wanted),
    orphan_articles: await orphans(ctl, wanted),
    contradiction_clusters: await contradicting(ctl, wanted),
    coverage_gaps: gaps(counts, wanted),
    broken_sources: await broken(ctl, wanted),
  }
  const data = mapped(found, ({ rows }) => rows) as Findings
  const totals = mapped(found, ({ total }) => total) as Record<Sort, number>
  const total_articles = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return { data, summary: summaryOf(totals, data, { total_articles, generated_at: at(ctl) }) }
}

function mapped<Value>(found: Record<Sort, Found<Sort>>, of: (one: Found<Sort>) => Value): Record<string, Value> {
  return Object.fromEntries(Object.entries(found).map(([sort, one]) => [sort, of(one)]))
}

async function stale({ db, now }: Pick<Ctl, 'db' | 'now'>, wanted: Wanted): Promise<Found<'stale_articles'>> {
  const since = new Date(now().getTime() - wanted.staleDays * day).toISOString()
  const { rows, total } = await staleArticles(db, wanted, since)
  const daysSince = (time: string) => Math.floor((now().getTime() - Date.parse(time)) / day)
  return {
    rows: rows.map(({ id, title, updated_at }) => ({
      article_id: id,
      title,
      last_updated: updated_at,
      days_since_update: daysSince(updated_at),
      ...advice.stale_articles,
    })),
    total,
  }
}

async function orphans({ db }: Pick<Ctl, 'db'>, wanted: Wanted): Promise<Found<'orphan_articles'>> {
  const { rows, total } = await orphanArticles(db, wanted)
  return { rows: rows.map(({ id, ...row }) => ({ article_id: id, ...row, ...advice.orphan_articles })), total }
}

async function contradicting({ db }: Pick<Ctl, 'db'>, { projectId, most }: Wanted): Promise<Found<'contradiction_clusters'>> {
  const links = await contradictions(db, projectId)
  const titles = new Map(links.flatMap((link) => [[link.from, link.from_title] as const, [link.to, link.to_title] as const]))
  const clusters = clustersOf(links)
  const rows = clusters.slice(0, most).map(({ members, edges }) => ({
    article_ids: members,
    titles: members.map((id) => titles.get(id)!),
    link_ids: edges,
    ...advice.contradiction_clusters,
  }))
  return { rows, total: clusters.length }
}

/** A category of which nothing was written is the widest gap of all. */
function gaps(counts: ReadonlyMap<string, number>, { minCoverage, most }: Wanted): Found<'coverage_gaps'> {
  const all = articleCategories.map((category) => ({ category, current_count: counts.get(category) ?? 0, threshold: minCoverage }))
  const few = all.filter(({ current_count }) => current_count < minCoverage).sort((one, other) => one.current_count - other.current_count)
  return { rows: few.slice(0, most).map((gap) => ({ ...gap, ...advice.coverage_gaps })), total: few.length }
}

async function broken({ db }: Pick<Ctl, 'db'>, wanted: Wanted): Promise<Found<'broken_sources'>> {
  const { rows, total } = await brokenSources(db, wanted)
  const told = rows.map(({ id, title, source_type, source_id }) => ({
    article_id: id,
    title,
    source_type: source_type!,
    source_id: source_id!,
    ...advice.broken_sources,
  }))
  return { rows: told, total }
}
