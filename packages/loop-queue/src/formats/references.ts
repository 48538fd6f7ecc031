import { cycleClosers } from './cycles.ts'
import type { EdgeKind, SourceTask } from './format.ts'
import { complain, type Ledger } from './ledger.ts'

/** A reference as it stands in the source; `key` is what ids are compared by, `target` a task that the source nests it in. */
export interface Reference {
  ref: string
  key: string
  target?: DraftTask
}

/** A task whose references are not looked up yet. */
export interface DraftTask extends Omit<SourceTask, 'externalId' | 'parent' | 'edges'> {
  id: string
  key: string
  parents: Reference[]
  references: (Reference & { kind: EdgeKind })[]
}

interface Named {
  draft: DraftTask
  index: number
  externalId: string
  parent?: Named
  edges: { kind: EdgeKind; ref: string; to: Named }[]
}

const deepestParent = 20
const mostEdges = 200

/** Looks up the references of all tasks, leaves out what the queue cannot hold, and puts parents before children. */
export function resolve(drafts: readonly DraftTask[], ledger: Ledger): SourceTask[] {
  const tasks = nameAll(drafts, ledger)
  const find = finder(tasks)
  for (const task of tasks) resolveParent(task, find, ledger)
  for (const task of tasks) resolveEdges(task, find, ledger)
  leaveOutCycles(tasks, ledger)
  for (const task of tasks) leaveOutDepth(task, ledger)
  return parentsFirst(tasks).map(toSourceTask)
}

/** A repeated id is imported again as `ID#2`, `ID#3` and so on. */
function nameAll(drafts: readonly DraftTask[], ledger: Ledger): Named[] {
  const used = new Set<string>()
  const counts = new Map<string, number>()
  return drafts.map((draft, index) => ({ draft, index, externalId: nameOne(draft, { used, counts, ledger }), edges: [] }))
}

function nameOne(draft: DraftTask, { used, counts, ledger }: { used: Set<string>; counts: Map<string, number>; ledger: Ledger }): string {
  const key = inNamespace(draft, draft.key)
  let count = (counts.get(key) ?? 0) + 1
  const nameOf = (number: number) => (number === 1 ? draft.id : `${draft.id}#${number}`)
  while (used.has(inNamespace(draft, nameOf(count)))) count++
  counts.set(key, count)
  used.add(inNamespace(draft, nameOf(count)))
  if (count > 1)
    complain(ledger, draft.where, 'repeated_id', `The id ${draft.id} was there before; this one is imported as ${nameOf(count)}.`)
  return nameOf(count)
}

function inNamespace({ namespace }: DraftTask, key: string): string {
  return `${namespace}\0${key}`
}

type Find = (from: DraftTask, reference: Reference) => Named | undefined

function finder(tasks: readonly Named[]): Find {
  const byKey = new Map<string, Named>()
  for (const task of tasks.toReversed()) byKey.set(inNamespace(task.draft, task.draft.key), task)
  const byDraft = new Map(tasks.map((task) => [task.draft, task]))
  return (from, { key, target }) => (target ? byDraft.get(target) : byKey.get(inNamespace(from, key)))
}

function resolveParent(task: Named, find: Find, ledger: Ledger): void {
  for (const reference of task.draft.parents) {
    const parent = find(task.draft, reference)
    if (!parent) dangling(task, reference.ref, ledger)
    else if (task.parent === undefined) task.parent = parent
    else if (task.parent !== parent)
      complain(
        ledger,
        task.draft.where,
        'second_parent',
        `${task.externalId} has the parent ${task.parent.externalId}; the parent ${reference.ref} was left out.`,
      )
  }
}

function resolveEdges(task: Named, find: Find, ledger: Ledger): void {
  const seen = new Set<string>()
  for (const reference of task.draft.references) {
    const to = find(task.draft, reference)
    if (!to) dangling(task, reference.ref, ledger)
    else if (isUsable(task, { ...reference, to }, ledger) && !seen.has(`${reference.kind} ${to.index}`)) {
      seen.add(`${reference.kind} ${to.index}`)
      task.edges.push({ kind: reference.kind, ref: reference.ref, to })
    }
  }
}

function isUsable(task: Named, { kind, ref, to }: { kind: EdgeKind; ref: string; to: Named }, ledger: Ledger): boolean {
  const { where } = task.draft
  if (to === task && kind !== 'blocks')
    return complain(ledger, where, 'self_reference', `${task.externalId} refers to itself; left out.`) ?? false
  if (kind === 'blocks' && to === task.parent)
    return (
      complain(
        ledger,
        where,
        'waits_for_parent',
        `${task.externalId} waits for its own parent ${ref}; a parent waits for its children, so this was left out.`,
      ) ?? false
    )
  if (task.edges.length < mostEdges) return true
  return (
    complain(ledger, where, 'too_many_edges', `${task.externalId} has more than ${mostEdges} references; ${ref} was left out.`) ?? false
  )
}

function dangling({ draft, externalId }: Named, ref: string, ledger: Ledger): void {
  complain(ledger, draft.where, 'dangling', `${externalId} refers to ${ref}, which is not there; left out.`)
}

/** Parent edges come first, then dependencies, each in the order of the file: what closes a cycle is the edge that comes last. */
function leaveOutCycles(tasks: readonly Named[], ledger: Ledger): void {
  const parents = tasks.flatMap((task) => (task.parent ? [{ from: task.parent, to: task, leaveOut: () => delete task.parent }] : []))
  const blocks = tasks.flatMap((task) =>
    task.edges
      .filter(({ kind }) => kind === 'blocks')
      .map((edge) => ({ from: task, to: edge.to, leaveOut: () => task.edges.splice(task.edges.indexOf(edge), 1) })),
  )
  const edges = [...parents, ...blocks]
  const closers = cycleClosers(
    tasks.length,
    edges.map(({ from, to }) => ({ from: from.index, to: to.index })),
  )
  for (const index of closers) {
    const { from, to, leaveOut } = edges[index]!
    leaveOut()
    const { draft } = index < parents.length ? to : from
    complain(ledger, draft.where, 'cycle', `"${from.externalId} waits for ${to.externalId}" closes a cycle; left out.`)
  }
}

function leaveOutDepth(task: Named, ledger: Ledger): void {
  let depth = 0
  for (let above = task.parent; above && depth < deepestParent; above = above.parent) depth++
  if (depth < deepestParent) return
  delete task.parent
  complain(ledger, task.draft.where, 'too_deep', `${task.externalId} is nested more than ${deepestParent} deep; its parent was left out.`)
}

function parentsFirst(tasks: readonly Named[]): Named[] {
  const placed = new Set<Named>()
  const place = (task: Named): void => {
    if (task.parent && !placed.has(task.parent)) place(task.parent)
    placed.add(task)
  }
  for (const task of tasks) if (!placed.has(task)) place(task)
  return [...placed]
}

function toSourceTask({ draft, externalId, parent, edges }: Named): SourceTask {
  const { id: _id, key: _key, parents: _parents, references: _references, ...rest } = draft
  return {
    ...rest,
    externalId,
    ...(parent && { parent: parent.externalId }),
    edges: edges.map(({ kind, ref, to }) => ({ kind, to: to.externalId, ref })),
  }
}
