import { cycleClosers } from '../../formats/cycles.ts'
import { limitReached } from '../../refusals.ts'
import type { DependencyRow, TaskRow } from '../../storage/tables.ts'
import { edgeRow, isGating, maxEdges } from '../edges.ts'
import type { NewTask } from './new-tasks.ts'
import type { Plan } from './plan.ts'

type Pair = Pick<DependencyRow, 'task_id' | 'depends_on_id' | 'kind' | 'origin'>

/** Edges that an import may make in all, so that no small file becomes a graph that fills the disk. */
const mostInherited = 500_000

/** The edges of new tasks: to their parents, then their own, then those that children have from their parents. */
export function edgesOfNew(plan: Plan, tasks: readonly NewTask[], rows: ReadonlyMap<string, TaskRow>): DependencyRow[] {
  const parents = tasks.flatMap(({ row }): Pair[] =>
    row.parent_id === null ? [] : [{ task_id: row.parent_id, depends_on_id: row.id, kind: 'parent', origin: 'own' }],
  )
  const own = tasks.flatMap(({ row, values }) =>
    values.edges.map(({ kind, to }): Pair => ({ task_id: row.id, depends_on_id: to, kind, origin: 'own' })),
  )
  const first = [...parents, ...own]
  return [...first, ...inheritedEdges(tasks, first)].map(({ depends_on_id, ...edge }) =>
    edgeRow(plan.queue, edge, rows.get(depends_on_id)!),
  )
}

/** What closes a circle is left out, as where a person adds the edges: the parent waits for it anyway. */
function inheritedEdges(tasks: readonly NewTask[], first: readonly Pair[]): Pair[] {
  const passed = passedDown(tasks, first)
  if (passed.length === 0) return []
  const gating = first.filter(({ kind }) => isGating(kind))
  const number = numbering()
  const edges = [...gating, ...passed].map(({ task_id, depends_on_id }) => ({ from: number(task_id), to: number(depends_on_id) }))
  const closers = cycleClosers(number.count(), edges)
  // The search gives up on a hostile graph; then nothing is known of what comes after.
  if (gating.some((_, index) => closers.has(index))) return []
  return passed.filter((_, index) => !closers.has(gating.length + index))
}

/** All that children would have from their parents, since parents come before their children. */
function passedDown(tasks: readonly NewTask[], first: readonly Pair[]): Pair[] {
  const blocks = new Map<string, Set<string>>()
  for (const { kind, task_id, depends_on_id } of first)
    if (kind === 'blocks') blocks.set(task_id, (blocks.get(task_id) ?? new Set()).add(depends_on_id))
  const passed: Pair[] = []
  for (const { row } of tasks) {
    const own = blocks.get(row.id) ?? new Set()
    for (const depends_on_id of blocks.get(row.parent_id ?? '') ?? []) {
      if (own.has(depends_on_id) || depends_on_id === row.id || own.size >= maxEdges) continue
      own.add(depends_on_id)
      passed.push({ task_id: row.id, depends_on_id, kind: 'blocks', origin: 'inherited' })
    }
    blocks.set(row.id, own)
    if (passed.length > mostInherited) throw limitReached('inherited dependencies in one import', mostInherited, passed.length)
  }
  return passed
}

/** Gives each id a number from 0. */
function numbering(): ((id: string) => number) & { count(): number } {
  const numbers = new Map<string, number>()
  const number = (id: string) => {
    const known = numbers.get(id) ?? numbers.size
    numbers.set(id, known)
    return known
  }
  return Object.assign(number, { count: () => numbers.size })
}
