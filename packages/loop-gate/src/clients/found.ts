import { parseTree } from 'jsonc-parser'
import { textIn } from '../setup/files.ts'
import { timeoutOf } from '../setup/handlers.ts'
import { ownHooksIn } from '../setup/own-hooks.ts'
import { type Places, placeOf, type SetupClient, type SetupDoor, type SetupScope, setupClients, targets } from '../setup/targets.ts'

/** One hook of ours in the file of a client. */
export interface Install {
  client: SetupClient
  scope: SetupScope
  path: string
  /** As the client spells it. */
  event: string
  door: SetupDoor
  /** How long the client waits for it; undefined where the file leaves that to the client. */
  timeoutSeconds: number | undefined
  /** What the client types, where the hook is a program. */
  command: string | undefined
}

/** Our hooks in all files that clients read on this machine; a file that nobody can read holds none. */
export async function findInstalls(places: Places): Promise<Install[]> {
  return (await Promise.all(setupClients.flatMap((client) => filesOf(client, places)).map(installsIn))).flat()
}

/** In the home folder itself, two scopes have the same file. */
function filesOf(client: SetupClient, places: Places) {
  const scopes = Object.keys(targets[client].files) as SetupScope[]
  const files = scopes.map((scope) => ({ client, scope, path: placeOf(client, scope, places)!.path }))
  return files.filter(({ path }, index) => files.findIndex((other) => other.path === path) === index)
}

async function installsIn({ client, scope, path }: Pick<Install, 'client' | 'scope' | 'path'>): Promise<Install[]> {
  const text = await textIn(path).catch(() => undefined)
  const root = parseTree(text?.replace(/^\ufeff/, '') ?? '', [], { allowTrailingComma: true })
  const ours = root?.type === 'object' ? ownHooksIn(root) : []
  return ours.map(({ event, door, handler }) => {
    const command = typeof handler.command === 'string' ? handler.command : undefined
    return { client, scope, path, event, door, timeoutSeconds: timeoutOf(client, handler), command }
  })
}

/** The installs of a client that meet at one stop: it calls each of them, though one is enough. */
export function duplicatesAmong(installs: readonly Install[]): Install[] {
  const stops = installs.filter(({ client, event }) => event === targets[client].events[0])
  return stops.filter((one) => stops.some((other) => other !== one && other.client === one.client))
}
