import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { duplicatesAmong, findInstalls, type Install } from '../clients/found.ts'
import { readHookOptions } from '../hook/hook-options.ts'
import { type Places, targets } from '../setup/targets.ts'
import { reserveMs } from '../stop/run-due.ts'
import { hookProgram, wordsOf } from './hook-program.ts'

/** As long as the least patient client waits for a hook whose file does not say. */
const leastPatienceSeconds = 30

/** Looks at the hooks in the files of all clients: one of each is enough, its program must be there, and the client must wait for it. */
export async function checkHooks(places: Places): Promise<string | { fine: string }> {
  const installs = await findInstalls(places)
  const faults = [...duplicateFaults(installs), ...installs.flatMap((each) => [...missingFault(each, places), ...hasteFault(each)])]
  if (faults.length > 0) return [...new Set(faults)].join('\n')
  return { fine: [...installed(installs), ...openDoors(installs), ...advisory(places)].join('\n') }
}

function duplicateFaults(installs: readonly Install[]): string[] {
  const twice = duplicatesAmong(installs)
  return [...new Set(twice.map(({ client }) => client))].map((client) => {
    const own = twice.filter((install) => install.client === client)
    const paths = [...new Set(own.map(({ path }) => path))].join(' and ')
    return `${client} calls ${own.length} hooks at one stop, though one is enough: they stand in ${paths}.\nTake one out: loop-gate setup ${client} --scope ${own.at(-1)!.scope} --remove`
  })
}

function missingFault({ client, scope, path, command }: Install, { root }: Places): string[] {
  const program = command && hookProgram(command, root)
  if (!program || existsSync(program.path)) return []
  return [
    `${path} calls ${program.path}, which is not there, so stops of ${client} go through.\nRun: loop-gate setup ${client} --scope ${scope}`,
  ]
}

/** A client that gives up first lets the stop go, whatever the judgement would have been. */
function hasteFault({ client, scope, path, event, command, timeoutSeconds }: Install): string[] {
  if (command === undefined) return []
  const needed = (readHookOptions(wordsOf(command)).budgetMs + reserveMs) / 1_000
  if ((timeoutSeconds ?? leastPatienceSeconds) >= needed) return []
  const waits = timeoutSeconds === undefined ? 'does not say how long the client waits' : `has the client wait ${timeoutSeconds} s`
  return [
    `${path} ${waits} for ${event}, and the hook may need ${needed} s.\nRun: loop-gate setup ${client} --scope ${scope}; or give its command a smaller --budget.`,
  ]
}

function installed(installs: readonly Install[]): string[] {
  const stops = installs.filter(({ client, event }) => event === targets[client].events[0])
  if (stops.length === 0) return ['The stop hook is not installed: loop-gate setup CLIENT does it.']
  return stops.map(({ client, path }) => `${client}: ${path}`)
}

function openDoors(installs: readonly Install[]): string[] {
  const clients = new Set(installs.filter(({ door }) => door !== 'command').map(({ client }) => client))
  return [...clients].map((client) => `Stops of ${client} go through whenever the server is away.`)
}

/** Clients that have no stop at which anybody could hold them, by the folders that they keep. */
const cannotHold: Readonly<Record<string, readonly string[]>> = {
  Kiro: ['.kiro'],
  OpenCode: ['.opencode', '.config/opencode'],
  Pi: ['.pi'],
}

function advisory({ home, root }: Places): string[] {
  const isThere = (folder: string) => [home, root].some((place) => existsSync(join(place, folder)))
  return Object.entries(cannotHold).flatMap(([client, folders]) =>
    folders.some(isThere) ? [`${client}: advisory. It cannot be held at a stop; its agent has to ask should_continue.`] : [],
  )
}
