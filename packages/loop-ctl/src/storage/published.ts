import type { SelectQueryBuilder } from 'kysely'
import type { CtlDatabase } from '../ctl.ts'
import type { CtlTables } from './tables.ts'

/** The articles that can be found: of everybody, or of one project and of all projects. */
export function publishedArticles(db: CtlDatabase, projectId: string | undefined): SelectQueryBuilder<CtlTables, 'ctl_articles', object> {
  const published = db.selectFrom('ctl_articles').where('ctl_articles.status', '=', 'published')
  return projectId === undefined
    ? published
    : published.where((of) => of.or([of('project_id', '=', projectId), of('project_id', 'is', null)]))
}
