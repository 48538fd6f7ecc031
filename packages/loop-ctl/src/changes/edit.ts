import { isActive } from '../article.ts'
import { at, type Ctl, type CtlDatabase } from '../ctl.ts'
import { notFound } from '../refusals.ts'
import { updateArticle } from '../storage/articles.ts'
import { updateEpic } from '../storage/epics.ts'
import type { ArticleRow } from '../storage/knowledge-tables.ts'
import { updateProject } from '../storage/projects.ts'
import type { SkillRow } from '../storage/skill-tables.ts'
import { updateSkill } from '../storage/skills.ts'
import { updateStory } from '../storage/stories.ts'
import type { EpicRow, ProjectRow, StoryRow } from '../storage/tables.ts'
import { holdTitle, tellingOf, wordsOf } from './article.ts'
import { placeOf as placeOfSkill } from './skill.ts'
import { placeOf } from './transition.ts'

/** Changes what a project says of itself. */
export async function editProject(ctl: Ctl, project: ProjectRow, given: Partial<ProjectRow>): Promise<ProjectRow> {
  const place = { scope: project.id, details: { project_id: project.id } }
  return edit(ctl, { noun: 'project', row: project, given, save: updateProject, place })
}

/** Changes what an epic says of itself. */
export async function editEpic(ctl: Ctl, epic: EpicRow, given: Partial<EpicRow>): Promise<EpicRow> {
  const { id: epic_id, project_id } = epic
  return edit(ctl, { noun: 'epic', row: epic, given, save: updateEpic, place: { scope: project_id, details: { epic_id, project_id } } })
}

/** Changes what a story says of itself; where it stands is changed by transitions alone. */
export async function editStory(ctl: Ctl, story: StoryRow, given: Partial<StoryRow>): Promise<StoryRow> {
  const place = { scope: story.project_id, details: placeOf(story) }
  return edit(ctl, { noun: 'story', row: story, given, save: updateStory, place })
}

/** Changes what is said of a skill; what it tells is changed by new versions alone. */
export async function editSkill(ctl: Ctl, skill: SkillRow, given: Partial<SkillRow>): Promise<SkillRow> {
  return edit(ctl, { noun: 'skill', row: skill, given, save: updateSkill, place: placeOfSkill(skill) })
}

/** Changes what an article says; its status is changed by moves alone. Throws `invalid_input title_taken`. */
export async function editArticle(ctl: Ctl, article: ArticleRow, given: Partial<ArticleRow>): Promise<ArticleRow> {
  const { entity: _, ...place } = tellingOf({ ...article, ...defined(given) })
  if (isActive(article.status) && place.details.title !== article.title) await holdTitle(ctl, place.details.title)
  const save: Edit<ArticleRow>['save'] = async (db, id, change) => updateArticle(db, { id }, { ...change, ...(await wordsOf(change)) })
  return edit(ctl, { noun: 'article', event: 'article.article.updated', row: article, given, save, place })
}

interface Edit<Row> {
  noun: 'project' | 'epic' | 'story' | 'token_budget' | 'article' | 'skill'
  /** What happens; the noun and `updated` unless said. */
  event?: string
  row: Row
  given: Partial<Row>
  save(db: CtlDatabase, id: string, change: Partial<Row>): Promise<Row | undefined>
  place: { scope?: string | undefined; task?: string; details: Record<string, unknown> }
}

/** Saves those of the given fields that differ, and tells which; where none does, nothing happens. */
export async function edit<Row extends { id: string; updated_at: string }>(
  ctl: Ctl,
  { noun, event = `${noun}.updated`, row, given, save, place }: Edit<Row>,
): Promise<Row> {
  const names = (Object.keys(given) as (keyof Row)[]).filter((name) => given[name] !== undefined && given[name] !== row[name])
  if (names.length === 0) return row
  const saved = await save(ctl.db, row.id, { ...pick(given, names), updated_at: at(ctl) })
  if (saved === undefined) throw notFound(noun)
  const short = names.filter((name) => !long.has(name))
  const details = { ...place.details, changed_fields: names }
  ctl.emit({ type: event, entity: row.id, ...place, details, before: pick(row, short), after: pick(given, short) })
  return saved
}

/** Of these the log, which can never be erased, keeps only that they changed. */
const long: ReadonlySet<unknown> = new Set(['description', 'mission', 'acceptance_criteria', 'metadata', 'body', 'tags'])

function defined<Row extends object>(given: Partial<Row>): Partial<Row> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Row>
}

function pick<Row>(row: Partial<Row>, names: readonly (keyof Row)[]) {
  return Object.fromEntries(names.map((name) => [name, row[name]])) as Partial<Row>
}
