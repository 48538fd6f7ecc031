import { getNodeValue, type Node } from 'jsonc-parser'
import { isObject } from '../clients/payload.ts'
import { valueAt } from './edit-json.ts'
import { doorOf, type Handler } from './handlers.ts'
import type { SetupDoor } from './targets.ts'

export interface OwnHook {
  event: string
  door: SetupDoor
  handler: Handler
  /** What has to go where the hook goes. */
  node: Node
}

/** Our hooks in a file, in the order in which they stand there. */
export function ownHooksIn(root: Node): OwnHook[] {
  const events = valueAt(root, 'hooks')?.children ?? []
  return events.flatMap(({ children: [key, list] = [] }) => {
    const items = list?.type === 'array' ? (list.children ?? []) : []
    return items.flatMap(handlersIn).flatMap((node) => ownHook(String(key?.value), node) ?? [])
  })
}

/** A list of an event holds handlers, or groups of them. */
function handlersIn(item: Node): Node[] {
  const inner = item.type === 'object' ? valueAt(item, 'hooks') : undefined
  return inner?.type === 'array' ? (inner.children ?? []) : [item]
}

function ownHook(event: string, node: Node): OwnHook | undefined {
  const handler: unknown = getNodeValue(node)
  const door = isObject(handler) ? doorOf(handler) : undefined
  return door && { event, door, handler: handler as Handler, node: groupOf(node) }
}

/** A group that holds nothing else is of no use without its handler. */
function groupOf(handler: Node): Node {
  const list = handler.parent
  const group = list?.parent?.type === 'property' ? list.parent.parent : undefined
  const isGroup = group?.parent?.type === 'array' && list?.children?.length === 1
  return isGroup ? group : handler
}
