/** `from` waits for `to`; both are numbers of nodes. */
export interface WaitingEdge {
  from: number
  to: number
}

interface Graph {
  /** Whoever waits stands behind what it waits for. */
  position: number[]
  waits: number[][]
  waiters: number[][]
  steps: number
}

/** Steps that all searches together may take, so that no file can make an import hang. */
const budget = 2_000_000

/**
 * The edges, by their index, that close a cycle with those before them.
 *
 * The order of topological positions is kept while edges are added (Pearce and Kelly), and starts as one that suits all
 * edges unless there are cycles: a graph without any costs one walk.
 */
export function cycleClosers(nodes: number, edges: readonly WaitingEdge[], allowed = budget): Set<number> {
  const graph = { position: firstOrder(nodes, edges), waits: lists(nodes), waiters: lists(nodes), steps: allowed }
  const closers = new Set<number>()
  for (const [index, edge] of edges.entries()) if (!accepts(graph, edge)) closers.add(index)
  return closers
}

function lists(count: number): number[][] {
  return Array.from({ length: count }, () => [])
}

/** Positions in the order in which a walk along all edges finishes the nodes. */
function firstOrder(nodes: number, edges: readonly WaitingEdge[]): number[] {
  const waits = lists(nodes)
  for (const { from, to } of edges) waits[from]!.push(to)
  const position = new Array<number>(nodes).fill(-1)
  const isSeen = new Uint8Array(nodes)
  const walk = { waits, position, isSeen, finished: 0 }
  for (let node = 0; node < nodes; node++) if (!isSeen[node]) finishFrom(node, walk)
  return position
}

function finishFrom(start: number, walk: { waits: number[][]; position: number[]; isSeen: Uint8Array; finished: number }): void {
  const stack = [{ node: start, next: 0 }]
  walk.isSeen[start] = 1
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const to = walk.waits[top.node]![top.next++]
    if (to === undefined) {
      walk.position[top.node] = walk.finished++
      stack.pop()
    } else if (!walk.isSeen[to]) {
      walk.isSeen[to] = 1
      stack.push({ node: to, next: 0 })
    }
  }
}

function accepts(graph: Graph, { from, to }: WaitingEdge): boolean {
  if (from === to) return false
  if (graph.position[to]! > graph.position[from]! && !reorder(graph, from, to)) return false
  graph.waits[from]!.push(to)
  graph.waiters[to]!.push(from)
  return true
}

/** Moves `to`, and what it waits for, before `from`; false if that cannot be, or cannot be found out with the steps that are left. */
function reorder(graph: Graph, from: number, to: number): boolean {
  const { position, waits, waiters } = graph
  const needed = reach(graph, to, { next: waits, isNear: (node) => position[node]! >= position[from]! })
  if (!needed || needed.has(from)) return false
  const dependants = reach(graph, from, { next: waiters, isNear: (node) => position[node]! <= position[to]! })
  if (!dependants) return false
  const byPosition = (a: number, b: number) => position[a]! - position[b]!
  const moved = [...[...needed].sort(byPosition), ...[...dependants].sort(byPosition)]
  const places = moved.map((node) => position[node]!).sort((a, b) => a - b)
  for (const [index, node] of moved.entries()) position[node] = places[index]!
  return true
}

function reach(
  graph: Graph,
  start: number,
  { next, isNear }: { next: number[][]; isNear(node: number): boolean },
): Set<number> | undefined {
  const found = new Set([start])
  for (const node of found) {
    for (const neighbour of next[node]!) {
      if (graph.steps-- <= 0) return undefined
      if (isNear(neighbour)) found.add(neighbour)
    }
  }
  return found
}
