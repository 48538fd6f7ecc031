import { sql } from 'kysely'
import type { CtlDatabase } from '../ctl.ts'
import type { SkillStatus } from '../words.ts'
import type { SkillRow } from './skill-tables.ts'
import { type SomeRows, someOf } from './some-rows.ts'

export async function findSkill(db: CtlDatabase, id: string): Promise<SkillRow | undefined> {
  return db.selectFrom('ctl_skills').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The skill of this name that belongs to a project, or with null to none. */
export async function findSkillNamed(
  db: CtlDatabase,
  { name, project_id }: Pick<SkillRow, 'name' | 'project_id'>,
): Promise<SkillRow | undefined> {
  const named = db.selectFrom('ctl_skills').selectAll().where('name', '=', name)
  return named.where('project_id', 'is not distinct from', project_id).executeTakeFirst()
}

/** At most two skills of this name, enough to see that it says too little. */
export async function skillsByName(db: CtlDatabase, name: string): Promise<SkillRow[]> {
  return db.selectFrom('ctl_skills').selectAll().where('name', '=', name).orderBy('id').limit(2).execute()
}

/** Adds a skill; false if its name is taken. */
export async function insertSkill(db: CtlDatabase, row: SkillRow): Promise<boolean> {
  const added = await db
    .insertInto('ctl_skills')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

export interface SkillFilter {
  status: SkillStatus
  /** A part of the name; small and capital letters count as the same. */
  name?: string
  project?: string
  /** With those that belong to no project beside those of this one. */
  useful_in?: string
}

/** Skills by name. */
export async function selectSkills(
  db: CtlDatabase,
  { status, name, project, useful_in }: SkillFilter,
  page: { limit: number; offset: number },
): Promise<SomeRows<SkillRow>> {
  let select = db.selectFrom('ctl_skills').selectAll().where('status', '=', status).orderBy('name').orderBy('id')
  if (project !== undefined) select = select.where('project_id', '=', project)
  if (useful_in !== undefined) select = select.where(({ or, eb }) => or([eb('project_id', 'is', null), eb('project_id', '=', useful_in)]))
  // Taking something out needs no character of it escaped, as a pattern would.
  if (name) select = select.where(sql<boolean>`replace(lower(name), ${name.toLowerCase()}, '') <> lower(name)`)
  return someOf(select, page)
}

/** Changes a skill; undefined if there is none. */
export async function updateSkill(db: CtlDatabase, id: string, change: Partial<SkillRow>): Promise<SkillRow | undefined> {
  return db.updateTable('ctl_skills').set(change).where('id', '=', id).returningAll().executeTakeFirst()
}

/** Puts a skill away; undefined if that was done before. */
export async function archiveSkill(db: CtlDatabase, id: string, at: string): Promise<SkillRow | undefined> {
  return db
    .updateTable('ctl_skills')
    .set({ status: 'archived', updated_at: at })
    .where('id', '=', id)
    .where('status', '=', 'active')
    .returningAll()
    .executeTakeFirst()
}

/** Reads a skill and holds off everybody else who adds a version to it, until the end of the transaction. */
export async function lockSkill(db: CtlDatabase, id: string): Promise<SkillRow> {
  return db
    .updateTable('ctl_skills')
    .set(({ ref }) => ({ current_version: ref('current_version') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}
