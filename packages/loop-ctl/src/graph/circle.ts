import { groupBy } from 'loop-core'

/** `from` waits for `to`. */
export interface Edge {
  from: string
  to: string
}

/** The nodes of one circle, the first of them again at its end; undefined where nothing waits for itself. */
export function circleIn(edges: Iterable<Edge>): string[] | undefined {
  const next = groupBy(edges, ({ from }) => from)
  const finished = new Set<string>()
  for (const start of next.keys()) {
    const circle = circleFrom(start, next, finished)
    if (circle) return circle
  }
  return undefined
}

/** Walks in depth with a list of its own, since a chain may be longer than the call stack is deep. */
function circleFrom(start: string, next: ReadonlyMap<string, readonly Edge[]>, finished: Set<string>): string[] | undefined {
  const path: { node: string; rest: Iterator<Edge> }[] = []
  const onPath = new Set<string>()
  const enter = (node: string) => {
    onPath.add(node)
    path.push({ node, rest: (next.get(node) ?? []).values() })
  }
  if (!finished.has(start)) enter(start)
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const { value: edge } = top.rest.next()
    if (edge === undefined) {
      finished.add(top.node)
      onPath.delete(top.node)
      path.pop()
    } else if (onPath.has(edge.to)) return closed([...onPath], edge.to)
    else if (!finished.has(edge.to)) enter(edge.to)
  }
  return undefined
}

/** The part of a path that leads back to where it came by before. */
function closed(path: readonly string[], to: string): string[] {
  return [...path.slice(path.indexOf(to)), to]
}
