import { type EffectContext, groupBy, LoopError, type TransactionContext } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
import { requireProject } from '../references.ts'
import { findArticles } from '../storage/articles.ts'
import { type ArticleName, articleNames, linksAbout } from '../storage/export.ts'
import { articleCategories } from '../words.ts'
import { type ArchivedFile, zipped } from './archive.ts'
import { indexOf, markdownOf, type Related } from './markdown.ts'
import { pathsOf } from './paths.ts'

const mostArticles = 5_000

/** How many articles are read at once. */
const batch = 100

interface Planned extends ArticleName {
  path: string
}

type Plan = ReadonlyMap<string, Planned>

/** The published articles of everybody, or of one project and of all projects, as a ZIP archive. Throws `not_found`, and `invalid_input export_too_large`. */
export async function exportKnowledge(context: EffectContext, project: string | undefined): Promise<AsyncIterable<Uint8Array>> {
  const plan = await context.transaction(({ db }: TransactionContext) => planOf(db, project))
  return zipped(filesOf(context, plan))
}

async function planOf(db: CtlDatabase, reference: string | undefined): Promise<Plan> {
  const project = reference === undefined ? undefined : await requireProject(db, reference)
  const names = await articleNames(db, project?.id, mostArticles + 1)
  if (names.length > mostArticles) throw tooMany(project !== undefined)
  const ordered = names.sort(inOrder)
  const paths = pathsOf(ordered)
  return new Map(ordered.map((name, index) => [name.id, { ...name, path: paths[index]! }]))
}

/** Databases do not sort texts alike, and the same articles should make the same archive everywhere. */
function inOrder(one: ArticleName, other: ArticleName): number {
  const [first, second] = [one, other].map(({ category, title, id }) => [articleCategories.indexOf(category), title, id] as const)
  for (const part of [0, 1, 2] as const) if (first![part] !== second![part]) return first![part] < second![part] ? -1 : 1
  return 0
}

/** A batch at a time, so that nothing is held open while somebody reads slowly. What is put away meanwhile is exported nevertheless. */
async function* filesOf(context: EffectContext, plan: Plan): AsyncIterable<ArchivedFile> {
  const all = [...plan.values()]
  yield { path: '_index.md', text: indexOf(groupBy(all, ({ category }) => category)), at: context.now().toISOString() }
  for (let start = 0; start < all.length; start += batch) {
    yield* await context.transaction(({ db }: TransactionContext) => textsOf(db, plan, all.slice(start, start + batch)))
  }
}

async function textsOf(db: CtlDatabase, plan: Plan, some: readonly Planned[]): Promise<ArchivedFile[]> {
  const ids = some.map(({ id }) => id)
  const articles = new Map((await findArticles(db, ids)).map((article) => [article.id, article]))
  const related = await relatedTo(db, plan, ids)
  return some.flatMap(({ id, path }) => {
    const article = articles.get(id)
    return article ? [{ path, text: markdownOf(article, related.get(id) ?? []), at: article.updated_at }] : []
  })
}

async function relatedTo(db: CtlDatabase, plan: Plan, ids: readonly string[]): Promise<Map<string, Related[]>> {
  const links = await linksAbout(db, ids)
  const ways = links.flatMap(({ source_article_id: source, target_article_id: target, relationship_type: relationship }) => [
    { of: source, to: plan.get(target), relationship },
    { of: target, to: plan.get(source), relationship },
  ])
  const told = ways.flatMap(({ of, to, relationship }) => (to === undefined ? [] : [{ of, title: to.title, relationship }]))
  return groupBy(told, ({ of }) => of)
}

function tooMany(isOfProject: boolean): LoopError {
  return new LoopError('invalid_input', `There are more than ${mostArticles} articles, too many for one archive`, {
    code: 'export_too_large',
    status: 413,
    hints: [
      isOfProject
        ? 'Archive articles that nobody needs: knowledge_unused_articles shows some.'
        : 'Export one project: GET /api/v1/projects/:project_id/knowledge/export.',
    ],
  })
}
