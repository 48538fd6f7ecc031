import { commandPrincipal, localPrincipal } from '../accounts/identities.ts'
import type { Impersonation } from '../accounts/impersonate.ts'
import { accounts } from '../accounts/module.ts'
import { type Application, createApplication } from '../application.ts'
import type { Caller } from '../caller.ts'
import { localCaller } from '../local-caller.ts'
import { createLogger } from '../log.ts'
import type { Module } from '../module.ts'
import type { Settings } from '../settings.ts'
import { chooseTools } from '../toolset.ts'
import { type InPlaceOf, inPlaceHere, requirePlace } from './in-place-of.ts'
import { readingFiles } from './named-files.ts'
import { speaking } from './own-words.ts'
import type { ServeOptions } from './serve.ts'
import { createSurface, type Surface } from './surface.ts'

/** One server as it was started: what it is, and what the person wants of it. */
export interface Server extends Omit<ServeOptions, 'environment' | 'words'> {
  modules: readonly Module[]
  settings: Settings
  environment: Readonly<Record<string, string | undefined>>
}

/** The modules that can be called, those of the server itself included. */
export function mounted({ modules }: Server): readonly Module[] {
  return [...modules, accounts]
}

export function openApplication(server: Server): Application {
  const { settings, environment } = server
  return createApplication(mounted(server), {
    databaseUrl: settings.databaseUrl,
    databaseRole: settings.databaseRole,
    environment,
    log: createLogger(settings.logLevel),
  })
}

/** What the server shows over MCP: of all modules, or of one of them. */
export function surfaceOf(server: Server, modules: readonly Module[] = server.modules): Surface {
  const { name, version, settings, tools = 'standard' } = server
  const choice = {
    tools: settings.tools.length > 0 ? settings.tools : [tools],
    exclude: settings.excludeTools,
    readOnly: settings.readOnly,
  }
  const chosen = chooseTools(server.modules, choice)
  const own = chosen.filter((operation) => modules.some((module) => module.operations.includes(operation)))
  return createSurface({ name, version, log: createLogger(settings.logLevel) }, modules, own)
}

interface Road {
  caller: Caller
  /** Absent where another server is worked against. */
  application?: Application
  /** Absent where nobody can be a superadmin. */
  inPlaceOf?: InPlaceOf
}

/** The road to the operations: another server where `LOOP_SERVER` names one, else this machine's own database. Only who types a command may be a superadmin there. */
export async function openCaller(server: Server, { typed = false } = {}): Promise<Road> {
  const { settings, environment } = server
  const modules = mounted(server)
  const reading = (caller: Caller) => readingFiles(caller, modules)
  if (settings.server !== undefined) {
    const { remoteCaller } = await import('./remote.ts')
    const { server: address, key, keys } = settings
    const options = { server: address, key, keys, environment, modules }
    const callerFor = (impersonation?: Impersonation) => speaking(reading(remoteCaller({ ...options, impersonation })), server)
    return { caller: callerFor(), inPlaceOf: (to) => requirePlace(callerFor(to), to) }
  }
  const application = openApplication(server)
  const principal = typed ? commandPrincipal(settings.identity) : localPrincipal(settings.identity)
  const inPlaceOf = inPlaceHere(application, settings.identity)
  return {
    caller: reading(localCaller(application, principal)),
    application,
    ...(inPlaceOf && { inPlaceOf: async (to) => reading(await inPlaceOf(to)) }),
  }
}
