import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { requireProject } from '../../references.ts'
import { countEpics, standings } from '../../storage/progress.ts'
import { storyProgressOf } from '../../views/progress.ts'
import { Project, projectOf } from '../../views/project.ts'

export const getProject = operation({
  name: 'get_project',
  title: 'Get project',
  summary: 'One project whole, with how many epics and stories it has.',
  shortcut: 'project info',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/projects/:project_id'],
  tool: false,
  input: z.object({ project_id: field.projectId }),
  output: z.object({ project: Project.extend({ epic_count: z.int(), story_count: z.int() }) }),
  async run({ project_id }, { db }) {
    const project = await requireProject(db, project_id)
    const epics = await countEpics(db, project.id)
    const stories = storyProgressOf(await standings(db, { project_id: project.id }))
    return { project: { ...projectOf(project), epic_count: epics.all, story_count: stories.total_stories } }
  },
})
