import { operation, text } from 'loop-core'
import { z } from 'zod'
import { newEpic } from '../../changes/create.ts'
import * as field from '../../fields.ts'
import { requireProject } from '../../references.ts'
import { invalid } from '../../refusals.ts'
import { insertEpic } from '../../storage/epics.ts'
import { Epic, epicOf } from '../../views/epic.ts'
import { limits } from '../../words.ts'

export const createEpic = operation({
  name: 'create_epic',
  title: 'Create epic',
  summary: 'Make an epic, a group of stories, in a project. Then create_story.',
  kind: 'write',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['POST /api/v1/projects/:project_id/epics'],
  status: 201,
  input: z.object({
    project_id: field.projectId,
    number: field.epicNumber,
    title: field.said(limits.title),
    description: text(limits.description).optional(),
    phase: text(limits.name).optional(),
    position: field.count.optional(),
    metadata: field.metadata.optional(),
  }),
  output: z.object({ epic: Epic }),
  advertised: z.object({ epic: z.looseObject({}) }),
  async run({ project_id, metadata, ...given }, context) {
    const project = await requireProject(context.db, project_id)
    const epic = newEpic(context, { ...given, project_id: project.id, metadata: JSON.stringify(metadata ?? {}) })
    if (!(await insertEpic(context.db, epic))) throw invalid({ number: 'has already been taken' }, { code: 'number_taken' })
    const { id, number, title } = epic
    context.emit({ type: 'epic.created', entity: id, scope: project.id, after: { number, title }, details: { project_id: project.id } })
    return { epic: epicOf(epic) }
  },
})
