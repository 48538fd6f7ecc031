/** A link between two things. */
export interface Edge {
  id: string
  from: string
  to: string
}

export interface Cluster {
  members: string[]
  edges: string[]
}

/** What hangs together by links, whichever way they point: the largest first, each in the order of its ids. */
export function clustersOf(edges: readonly Edge[]): Cluster[] {
  const parents = new Map<string, string>()
  for (const { from, to } of edges) parents.set(rootOf(parents, from), rootOf(parents, to))
  const clusters = new Map<string, { members: Set<string>; edges: string[] }>()
  for (const { id, from, to } of edges) {
    const root = rootOf(parents, from)
    const cluster = clusters.get(root) ?? { members: new Set(), edges: [] }
    clusters.set(root, cluster)
    cluster.members.add(from).add(to)
    cluster.edges.push(id)
  }
  return [...clusters.values()].map((one) => ({ members: [...one.members].sort(), edges: one.edges.sort() })).sort(bySize)
}

/** Whoever stands for all that hangs together with this one; the way there is halved for whoever asks next. */
function rootOf(parents: Map<string, string>, of: string): string {
  let id = of
  for (let parent = parents.get(id) ?? id; parent !== id; parent = parents.get(id) ?? id) {
    parents.set(id, parents.get(parent) ?? parent)
    id = parent
  }
  return id
}

function bySize(one: Cluster, other: Cluster): number {
  return other.members.length - one.members.length || (one.members[0]! < other.members[0]! ? -1 : 1)
}
