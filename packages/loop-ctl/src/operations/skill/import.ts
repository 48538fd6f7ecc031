import { operation } from 'loop-core'
import { z } from 'zod'
import { bringIn, type NewSkill } from '../../changes/skill.ts'
import type { CtlDatabase } from '../../ctl.ts'
import * as field from '../../fields.ts'
import { requireProject } from '../../references.ts'
import { invalid } from '../../refusals.ts'
import { limits } from '../../words.ts'

const Given = z.object({
  name: field.said(limits.name),
  prompt_text: field.prompt,
  description: field.skillDescription.nullish(),
  project_id: field.projectId.nullish(),
})

const count = z.int()

export const importSkills = operation({
  name: 'import_skills',
  title: 'Import skills',
  summary: 'Bring skills in, all or none: new ones are made, another prompt becomes a new version, and the same prompt changes nothing.',
  command: 'skill import',
  kind: 'write',
  roles: ['user'],
  rest: ['POST /api/v1/skills/import'],
  tool: false,
  input: z.object({ skills: z.array(Given).max(200) }),
  output: z.object({
    total: count,
    created: count,
    updated: count,
    unchanged: count,
    skills_total: count,
    skills_created: count,
    skills_updated: count,
    skills_unchanged: count,
  }),
  async run({ skills }, context) {
    const given = await settled(context.db, skills)
    const outcomes: Outcome[] = []
    for (const skill of given) outcomes.push(await bringIn(context, skill))
    const result = resultOf(outcomes)
    if (result.created + result.updated > 0)
      context.emit({ type: 'skill_import.bulk_imported', entity: context.newId(), after: { ...result } })
    const { total, created, updated, unchanged } = result
    return { ...result, skills_total: total, skills_created: created, skills_updated: updated, skills_unchanged: unchanged }
  },
})

type Outcome = Awaited<ReturnType<typeof bringIn>>

function resultOf(outcomes: readonly Outcome[]) {
  const those = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length
  return { total: outcomes.length, created: those('created'), updated: those('updated'), unchanged: those('unchanged') }
}

/** With the projects that were meant, and in one order, so that two imports never wait for each other. */
async function settled(db: CtlDatabase, skills: readonly z.output<typeof Given>[]): Promise<NewSkill[]> {
  const ids = new Map<string, string>()
  const places = new Set<string>()
  const problems: Record<string, string> = {}
  const all: (NewSkill & { place: string })[] = []
  for (const [index, { project_id: reference, ...skill }] of skills.entries()) {
    if (reference && !ids.has(reference)) ids.set(reference, (await requireProject(db, reference)).id)
    const project_id = reference ? ids.get(reference)! : null
    const place = JSON.stringify([project_id, skill.name])
    if (places.has(place)) problems[`skills[${index}].name`] = 'is there twice'
    places.add(place)
    all.push({ ...skill, project_id, place })
  }
  if (Object.keys(problems).length > 0) throw invalid(problems, { code: 'duplicate_names' })
  return all.sort((one, other) => (one.place < other.place ? -1 : 1))
}
