import type { CtlDatabase } from '../ctl.ts'
import { linksOf } from '../storage/article-links.ts'
import { endsOf } from '../views/article-link.ts'

const most = 100

/** The links of an article by their direction; as many as are shown, those that lead on before those that lead here. */
export async function linksShown(db: CtlDatabase, articleId: string) {
  const outgoing = await linksOf(db, 'source_article_id', articleId, most)
  const incoming = outgoing.length === most ? [] : await linksOf(db, 'target_article_id', articleId, most - outgoing.length)
  return { outgoing_links: outgoing.map(endsOf), incoming_links: incoming.map(endsOf) }
}
