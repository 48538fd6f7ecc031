import { insertRows } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
import type { SkillVersionRow } from './skill-tables.ts'
import { type SomeRows, someOf } from './some-rows.ts'

export async function insertSkillVersion(db: CtlDatabase, row: SkillVersionRow): Promise<void> {
  await insertRows(db, 'ctl_skill_versions', [row])
}

export async function findSkillVersion(db: CtlDatabase, skillId: string, version: number): Promise<SkillVersionRow | undefined> {
  return ofSkill(db, skillId).where('version', '=', version).executeTakeFirst()
}

export async function findSkillVersionById(db: CtlDatabase, id: string): Promise<SkillVersionRow | undefined> {
  return db.selectFrom('ctl_skill_versions').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The versions of a skill, newest first. */
export async function selectSkillVersions(
  db: CtlDatabase,
  skillId: string,
  page: { limit: number; offset: number },
): Promise<SomeRows<SkillVersionRow>> {
  return someOf(ofSkill(db, skillId).orderBy('version', 'desc'), page)
}

function ofSkill(db: CtlDatabase, skillId: string) {
  return db.selectFrom('ctl_skill_versions').selectAll().where('skill_id', '=', skillId)
}
