import { insertRows } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
import type { ArticleAccessRow } from './knowledge-tables.ts'

export async function insertAccesses(db: CtlDatabase, rows: readonly ArticleAccessRow[]): Promise<void> {
  await insertRows(db, 'ctl_article_accesses', rows)
}
