import { at, type Ctl } from '../ctl.ts'
import { faultIn, type Level } from '../graph/fault.ts'
import { alreadyThere, selfDependency, unsound } from '../graph/refusals.ts'
import { invalid, notFound } from '../refusals.ts'
import { recountBlockers } from '../storage/blockers.ts'
import { type DependencyRow, deleteDependency, findDependency, insertDependency } from '../storage/dependencies.ts'
import { loadGraph } from '../storage/project-graph.ts'
import { lockProject } from '../storage/projects.ts'

interface Node {
  id: string
  project_id: string
}

/** Makes one story or epic wait for another. Throws where that could never come to an end, or is so already. */
export async function createDependency(ctl: Ctl, level: Level, [waiting, awaited]: readonly [Node, Node]): Promise<DependencyRow> {
  if (waiting.id === awaited.id) throw selfDependency(level)
  if (waiting.project_id !== awaited.project_id) throw invalid({ [`depends_on_${level}_id`]: 'belongs to another project' })
  const { project_id } = waiting
  await lockProject(ctl.db, project_id)
  const edge = { id: ctl.newId(), project_id, from: waiting.id, to: awaited.id, inserted_at: at(ctl) }
  await requireSound(ctl, level, edge)
  if (!(await insertDependency(ctl.db, level, edge))) throw alreadyThere(level)
  await settle(ctl, level, edge)
  ctl.emit({ type: `${level}_dependency.created`, entity: edge.id, scope: project_id, details: endsOf(level, edge) })
  return edge
}

/** Lets one story or epic no longer wait for another. */
export async function removeDependency(ctl: Ctl, level: Level, id: string): Promise<void> {
  const seen = await findDependency(ctl.db, level, id)
  if (seen === undefined) throw notFound('dependency')
  await lockProject(ctl.db, seen.project_id)
  const edge = await deleteDependency(ctl.db, level, id)
  if (edge === undefined) throw notFound('dependency')
  await settle(ctl, level, edge)
  ctl.emit({ type: `${level}_dependency.deleted`, entity: id, scope: edge.project_id, details: endsOf(level, edge) })
}

/** Read under the lock: both ends may have gone since, and others may have added the other half of a circle. */
async function requireSound({ db }: Ctl, level: Level, edge: DependencyRow): Promise<void> {
  const graph = await loadGraph(db, edge.project_id)
  const nodes = level === 'story' ? graph.stories : graph.epics
  if (!nodes.has(edge.from) || !nodes.has(edge.to)) throw notFound(level)
  const fault = faultIn({ ...graph, edges: { ...graph.edges, [level]: [...graph.edges[level], edge] } })
  if (fault) throw unsound(fault, `depends_on_${level}_id`)
}

async function settle({ db }: Ctl, level: Level, { from }: DependencyRow): Promise<void> {
  await recountBlockers(db, level === 'story' ? { stories: [from] } : { epics: [from] })
}

/** The two ends under the names that callers know. */
function endsOf(level: Level, { from, to }: DependencyRow): Record<string, string> {
  return { [`${level}_id`]: from, [`depends_on_${level}_id`]: to }
}
