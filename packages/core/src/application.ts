import type { z } from 'zod'
import { accountMigrations, directoryMigrations } from './accounts/tables.ts'
import { type KeyUsage, keyUsage } from './accounts/usage.ts'
import { type Afterwards, createAfterwards } from './afterwards.ts'
import type { SettingValues } from './caller.ts'
import { eventMigrations } from './events/tables.ts'
import { createJobQueue } from './jobs/create.ts'
import type { JobQueue } from './jobs/queue.ts'
import { createLogger, type Logger } from './log.ts'
import { callables, type Module, refuseTwins } from './module.ts'
import { newIdOf } from './new-id.ts'
import type { Operation } from './operation.ts'
import { parseSettings, present } from './settings.ts'
import { openStorage } from './storage/index.ts'
import type { Storage } from './storage/storage.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export interface ApplicationOptions {
  /** `file:…` or `postgres://…`. */
  databaseUrl: string
  /** PostgreSQL: the role that each transaction takes on. */
  databaseRole?: string
  environment?: Environment
  log?: Logger
  clock?: () => Date
  newId?: (module: Module) => string
}

/** An operation together with the module it came from. */
export interface Bound {
  operation: Operation
  module: Module
}

/** Some modules on one database: what the faces serve. */
export interface Application {
  readonly modules: readonly Module[]
  readonly bound: ReadonlyMap<string, Bound>
  readonly storage: Storage
  /** Settled by the first transaction that succeeds. */
  readonly opened: Promise<void>
  readonly jobs: JobQueue
  /** When keys were last used. */
  readonly usage: KeyUsage
  /** What was begun and no answer waits for. */
  readonly afterwards: Afterwards
  readonly log: Logger
  readonly clock: () => Date
  newId(module: Module): string
  /** A module's settings; what one call brings along counts for more than the environment. */
  config<Schema extends z.ZodObject>(schema: Schema, brought?: SettingValues): z.output<Schema>
  close(): Promise<void>
}

/** Puts modules and a database together. Nothing is opened before the first call that needs it. */
export function createApplication(modules: readonly Module[], options: ApplicationOptions): Application {
  refuseTwins(modules)
  const log = options.log ?? createLogger('warn')
  const clock = options.clock ?? (() => new Date())
  const jobs = createJobQueue(options.databaseUrl, log, { role: options.databaseRole })
  const { storage, opened } = noticeOpening(
    openStorage(options.databaseUrl, {
      migrations: [accountMigrations, eventMigrations, ...jobs.migrations, ...modules.flatMap(migrationSet)],
      directoryMigrations: [directoryMigrations],
      role: options.databaseRole,
    }),
  )
  const afterwards = createAfterwards(log)
  return {
    modules,
    bound: new Map(modules.flatMap((module) => callables(module).map((operation) => [operation.name, { operation, module }] as const))),
    storage,
    opened,
    jobs,
    usage: keyUsage(storage, clock, afterwards),
    afterwards,
    log,
    clock,
    newId: options.newId ?? newIdOf,
    config: configReader(modules, options.environment ?? {}),
    async close() {
      await jobs.stop()
      await afterwards.settle()
      await storage.close()
    },
  }
}

/** Lets background work begin only once a call has opened the database, since many servers never need theirs. */
function noticeOpening(storage: Storage): { storage: Storage; opened: Promise<void> } {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const transaction: Storage['transaction'] = async (...words) => {
    const result = await storage.transaction(...words)
    open()
    return result
  }
  const find: Storage['find'] = async (...words) => {
    const found = await storage.find(...words)
    open()
    return found
  }
  return { storage: { ...storage, transaction, find }, opened }
}

function migrationSet(module: Module) {
  return module.migrations ? [{ prefix: module.name, migrations: module.migrations }] : []
}

/** Parses every module's settings at once, so that a wrong one stops the start and not some later call. */
function configReader(modules: readonly Module[], environment: Environment): Application['config'] {
  const given = present(environment)
  const parsed = new Map<z.ZodObject, { values: unknown; perCall: Module['perCall'] }>()
  for (const { config, perCall } of modules) if (config) parsed.set(config, { values: parseSettings(config, given), perCall })
  return (schema, brought) => {
    const known = parsed.get(schema)
    if (known === undefined) throw new Error('This schema is not the config of any mounted module.')
    const own = brought && ownOf(known.perCall, brought)
    return (own ? parseSettings(schema, { ...given, ...own }) : known.values) as never
  }
}

/** Of what a call brings along, that which the module allows; undefined where that is nothing. */
function ownOf(perCall: Module['perCall'] = {}, brought: SettingValues): SettingValues | undefined {
  const own = Object.entries(brought).filter(([variable, value]) => Object.hasOwn(perCall, variable) && value !== '')
  return own.length === 0 ? undefined : Object.fromEntries(own)
}
