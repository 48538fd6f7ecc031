import type { TransactionContext } from 'loop-core'
import { refusalOf } from '../changes/each.ts'
import { requireProject, requireStory, type Speaking } from '../references.ts'
import { insertAccesses } from '../storage/article-accesses.ts'
import type { AccessType } from '../words.ts'

interface Access {
  type: AccessType
  /** The ids of the articles that were shown. */
  articles: readonly string[]
  query?: string
  /** For what they were read: references that may be wrong. */
  project_id?: string | undefined
  story_id?: string | undefined
}

/** For each call as many are noted as a reader may have looked at. */
const mostNoted = 20

/** Notes behind the answer that articles were read, and for what. */
export function noteAccess({ afterwards, now, actor }: TransactionContext, { type, articles, query, ...asked }: Access): void {
  if (articles.length === 0) return
  const accessed_at = now().toISOString()
  const reader = { api_key_id: actor.key ?? null, agent_id: actor.agent?.id ?? null }
  afterwards(async (context) => {
    const place = await placeOf(context as Speaking, asked)
    const rows = articles.slice(0, mostNoted).map((article_id) => {
      return { id: context.newId(), article_id, ...reader, access_type: type, query: query ?? null, ...place, accessed_at }
    })
    await insertAccesses(context.db, rows)
  })
}

/** Where the reading belongs: a story brings its project along, and what there is not counts as not said. */
async function placeOf(context: Speaking, { project_id, story_id }: Pick<Access, 'project_id' | 'story_id'>) {
  const story = story_id === undefined ? undefined : await found(() => requireStory(context, story_id))
  if (story) return { project_id: story.project_id, story_id: story.id }
  const project = project_id === undefined ? undefined : await found(() => requireProject(context.db, project_id))
  return { project_id: project?.id ?? null, story_id: null }
}

async function found<Row>(find: () => Promise<Row>): Promise<Row | undefined> {
  let row: Row | undefined
  await refusalOf(async () => {
    row = await find()
  })
  return row
}
