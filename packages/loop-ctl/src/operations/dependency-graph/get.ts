import { groupBy, operation, text } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { requireProject } from '../../references.ts'
import { loadGraph } from '../../storage/project-graph.ts'
import { agentStatuses, verifiedStatuses } from '../../words.ts'

const id = text(64)
const Edge = z.object({ from: id, to: id })
const GraphStory = z.object({
  id,
  number: z.string(),
  title: z.string(),
  agent_status: z.enum(agentStatuses),
  verified_status: z.enum(verifiedStatuses),
})
const GraphEpic = z.object({
  id,
  number: z.int(),
  title: z.string(),
  phase: z.string().nullable(),
  position: z.int(),
  stories: z.array(GraphStory),
})

export const getDependencyGraph = operation({
  name: 'get_dependency_graph',
  title: 'Get dependency graph',
  summary: 'All epics and stories of a project and what waits for what: from is the one that waits, to what it waits for.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/projects/:project_id/dependency_graph'],
  tool: false,
  input: z.object({ project_id: field.projectId }),
  output: z.object({
    graph: z.object({ epics: z.array(GraphEpic), epic_dependencies: z.array(Edge), story_dependencies: z.array(Edge) }),
  }),
  async run({ project_id }, { db }) {
    const { epics, stories, edges } = await loadGraph(db, (await requireProject(db, project_id)).id)
    const storiesOf = groupBy([...stories.values()], ({ epic_id }) => epic_id)
    const whole = [...epics.values()].map((epic) => ({ ...epic, stories: storiesOf.get(epic.id) ?? [] }))
    return { graph: { epics: whole, epic_dependencies: edges.epic, story_dependencies: edges.story } }
  },
})
