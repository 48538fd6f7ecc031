import { LoopError, labelOfActor } from 'loop-core'
import { at, type Ctl, type CtlDatabase } from '../ctl.ts'
import { type Speaking, spokenProject } from '../references.ts'
import { invalid, notFound } from '../refusals.ts'
import type { SkillRow, SkillVersionRow } from '../storage/skill-tables.ts'
import { findSkillVersion, findSkillVersionById, insertSkillVersion } from '../storage/skill-versions.ts'
import { findSkill, findSkillNamed, insertSkill, lockSkill, skillsByName, updateSkill } from '../storage/skills.ts'

/** The skill that is meant by an id or a name; of several of one name that of the project of the call, else the one for all projects. */
export async function requireSkill(context: Speaking, reference: string): Promise<SkillRow> {
  const { db } = context
  const found = (await findSkill(db, reference)) ?? (await skillMeant(context, reference))
  if (found) return found
  const [only, other] = await skillsByName(db, reference)
  if (only === undefined) throw notFound('skill')
  if (other !== undefined) throw severalNamed()
  return only
}

async function skillMeant(context: Speaking, name: string): Promise<SkillRow | undefined> {
  const project_id = await spokenProject(context)
  const own = project_id === undefined ? undefined : await findSkillNamed(context.db, { name, project_id })
  return own ?? findSkillNamed(context.db, { name, project_id: null })
}

function severalNamed() {
  const hints = ['Give the id, or say which project: --project, LOOPCTL_PROJECT, or the header X-Loopctl-Project.']
  return invalid({ skill_id: 'is the name of several skills' }, { code: 'ambiguous_reference', hints })
}

/** The version of this number that the skill has. Throws `not_found`, and `invalid_input bad_version` with 400. */
export async function requireVersionOf(context: Speaking, reference: string, number: string): Promise<SkillVersionRow> {
  if (!/^\d{1,9}$/.test(number)) throw noNumber()
  const { id } = await requireSkill(context, reference)
  const found = await findSkillVersion(context.db, id, Number(number))
  if (found === undefined) throw notFound('skill_version')
  return found
}

function noNumber(): LoopError {
  const hints = ['Send the number of a version, such as 2; GET /api/v1/skills/:skill_id/versions shows them.']
  return new LoopError('invalid_input', 'Invalid version number', { status: 400, code: 'bad_version', hints })
}

/** The version of a skill that has this id. Throws `invalid_input skill_version_not_found`. */
export async function requireSkillVersion(db: CtlDatabase, id: string): Promise<SkillVersionRow> {
  const found = await findSkillVersionById(db, id)
  if (found) return found
  const hints = ['GET /api/v1/skills/:skill_id/versions shows the versions of a skill, each with its id.']
  throw invalid({ skill_version_id: 'is not a version of a skill here' }, { code: 'skill_version_not_found', hints })
}

/** What is said of a version when it is made. */
export type GivenVersion = Pick<SkillVersionRow, 'prompt_text'> & Partial<Pick<SkillVersionRow, 'changelog' | 'created_by' | 'metadata'>>

export type NewSkill = GivenVersion & Pick<SkillRow, 'name' | 'project_id'> & Partial<Pick<SkillRow, 'description'>>

/** Makes a skill with its first version; undefined if the name is taken. */
export async function createSkill(ctl: Ctl, { name, project_id, description = null, metadata, ...given }: NewSkill) {
  const time = at(ctl)
  const skill: SkillRow = {
    ...{ id: ctl.newId(), project_id, name, description, current_version: 1, status: 'active', metadata: metadata ?? '{}' },
    ...{ inserted_at: time, updated_at: time },
  }
  if (!(await insertSkill(ctl.db, skill))) return undefined
  ctl.emit({ type: 'skill.created', ...placeOf(skill), after: { name, project_id, current_version: 1, status: 'active' } })
  return { skill, version: await keepVersion(ctl, skill, given) }
}

/** Adds the next version of a skill; those before it stay as they are. */
export async function addVersion(ctl: Ctl, { id }: Pick<SkillRow, 'id'>, given: GivenVersion & Partial<Pick<SkillRow, 'description'>>) {
  const { description, ...version } = given
  const { current_version } = await lockSkill(ctl.db, id)
  const change = { current_version: current_version + 1, updated_at: at(ctl), ...(description && { description }) }
  const skill = (await updateSkill(ctl.db, id, change))!
  return { skill, version: await keepVersion(ctl, skill, version) }
}

async function keepVersion(ctl: Ctl, skill: SkillRow, given: GivenVersion): Promise<SkillVersionRow> {
  const row: SkillVersionRow = {
    id: ctl.newId(),
    skill_id: skill.id,
    version: skill.current_version,
    prompt_text: given.prompt_text,
    changelog: given.changelog ?? null,
    created_by: given.created_by ?? labelOfActor(ctl.actor),
    metadata: given.metadata ?? '{}',
    inserted_at: at(ctl),
  }
  await insertSkillVersion(ctl.db, row)
  ctl.emit({ type: 'skill_version.created', ...placeOf(skill), entity: row.id, after: { version: row.version } })
  return row
}

/** What every event about a skill says. */
export function placeOf({ id, project_id }: SkillRow) {
  return { entity: id, scope: project_id ?? undefined, details: { skill_id: id } }
}

/** Brings one skill to what a file says of it; the same file again changes nothing. */
export async function bringIn(ctl: Ctl, given: NewSkill): Promise<'created' | 'updated' | 'unchanged'> {
  if (await createSkill(ctl, given)) return 'created'
  const skill = await lockSkill(ctl.db, (await findSkillNamed(ctl.db, given))!.id)
  const current = await findSkillVersion(ctl.db, skill.id, skill.current_version)
  if (current!.prompt_text.trim() === given.prompt_text.trim()) return 'unchanged'
  const { prompt_text, description } = given
  await addVersion(ctl, skill, { prompt_text, description, changelog: 'Imported update' })
  return 'updated'
}
