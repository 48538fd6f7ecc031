import type { SelectQueryBuilder } from 'kysely'
import { type Database, insertRows } from 'loop-core'
import type { Edge } from '../graph/circle.ts'
import type { Level } from '../graph/fault.ts'
import type { Page } from '../page.ts'

/** One dependency, of whichever level. */
export interface DependencyRow extends Edge {
  id: string
  project_id: string
  inserted_at: string
}

/** The same two columns, and what they are called on each level. */
const places = {
  story: { table: 'ctl_story_dependencies', from: 'story_id', to: 'depends_on_story_id' },
  epic: { table: 'ctl_epic_dependencies', from: 'epic_id', to: 'depends_on_epic_id' },
} as const

const columns = (level: Level) => ['id', 'project_id', `${places[level].from} as from`, `${places[level].to} as to`, 'inserted_at']

/** Adds a dependency; false if it is there already. */
export async function insertDependency(db: Database, level: Level, { from, to, ...row }: DependencyRow): Promise<boolean> {
  const place = places[level]
  const added = await db
    .insertInto(place.table)
    .values({ ...row, [place.from]: from, [place.to]: to })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

/** Takes a dependency away; undefined if there is none. */
export async function deleteDependency(db: Database, level: Level, id: string): Promise<DependencyRow | undefined> {
  const row = await db.deleteFrom(places[level].table).where('id', '=', id).returning(columns(level)).executeTakeFirst()
  return row as DependencyRow | undefined
}

export async function findDependency(db: Database, level: Level, id: string): Promise<DependencyRow | undefined> {
  const row = await db.selectFrom(places[level].table).select(columns(level)).where('id', '=', id).executeTakeFirst()
  return row as DependencyRow | undefined
}

/** What waits for what on one level of a project. */
export async function edgesOf(db: Database, level: Level, projectId: string): Promise<Edge[]> {
  const { table, from, to } = places[level]
  const rows = await db
    .selectFrom(table)
    .select([`${from} as from`, `${to} as to`])
    .where('project_id', '=', projectId)
    .orderBy('inserted_at')
    .orderBy('id')
    .execute()
  return rows as Edge[]
}

interface Listed {
  rows: DependencyRow[]
  total: number
}

/** The dependencies between epics of a project, in the order in which they were said. */
export async function listEpicDependencies(db: Database, projectId: string, page: Page): Promise<Listed> {
  return list(db.selectFrom('ctl_epic_dependencies').where('project_id', '=', projectId), 'epic', page)
}

/** The dependencies in which a story of this epic takes part, on either side. */
export async function listStoryDependencies(db: Database, epicId: string, page: Page): Promise<Listed> {
  const own = db.selectFrom('ctl_stories').select('id').where('epic_id', '=', epicId)
  const select = db
    .selectFrom('ctl_story_dependencies')
    .where((where) => where.or([where('story_id', 'in', own), where('depends_on_story_id', 'in', own)]))
  return list(select, 'story', page)
}

// biome-ignore lint/suspicious/noExplicitAny: the two tables differ in their names alone
async function list(select: SelectQueryBuilder<any, any, object>, level: Level, { limit, offset }: Page): Promise<Listed> {
  const rows = await select.select(columns(level)).orderBy('inserted_at').orderBy('id').limit(limit).offset(offset).execute()
  const { count } = await select.select((part) => part.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return { rows: rows as unknown as DependencyRow[], total: Number(count) }
}

/** Adds many dependencies that are known not to be there. */
export async function insertDependencies(db: Database, level: Level, rows: readonly DependencyRow[]): Promise<void> {
  const place = places[level]
  const named = rows.map(({ from, to, ...row }) => ({ ...row, [place.from]: from, [place.to]: to }))
  await insertRows(db, place.table, named)
}
