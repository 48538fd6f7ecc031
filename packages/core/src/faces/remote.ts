import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { roles } from '../actor.ts'
import type { Caller, CallOptions, SettingValues } from '../caller.ts'
import { LoopError } from '../error.ts'
import { callables, type Module } from '../module.ts'
import { newTraceId } from '../trace.ts'
import { callSettings, headersOf } from './per-call.ts'
import { readAnswer } from './remote-answer.ts'
import { cancelled, timedOut, unreachable } from './remote-errors.ts'

export interface RemoteOptions {
  /** The address of a running server; it may have a path. */
  server: string
  key?: string
  /** Where settings stand that calls bring along. */
  environment?: Readonly<Record<string, string | undefined>>
  /** What could be called, to tell from the key's role what may be. */
  modules: readonly Module[]
  /** Five minutes unless said. */
  timeoutMilliseconds?: number
}

/** Calls operations over HTTP in another process. Throws nothing but LoopError, and none of them holds the key. */
export function remoteCaller(options: RemoteOptions): Caller {
  const target = targetOf(options)
  const call: Caller['call'] = (name, input, callOptions) => post(target, { name, input, ...callOptions })
  return { call, allowed: allowedNames(call, options.modules), close: async () => {} }
}

interface Target {
  operations: URL
  headers: Record<string, string>
  /** The headers of what one call brings along. */
  settingHeaders(settings: SettingValues | undefined): Record<string, string>
  timeoutMilliseconds: number
}

function targetOf({ server, key, environment, modules, timeoutMilliseconds = 300_000 }: RemoteOptions): Target {
  const base = new URL(server)
  if (base.username || base.password) throw badSetting('LOOP_SERVER takes an address without a login; the key goes into LOOP_KEY.')
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) throw badSetting('LOOP_KEY has a character that no key has, such as a blank.')
  const settings = callSettings(modules)
  return {
    operations: new URL(`${base.pathname.replace(/\/*$/, '')}/api/ops/`, base.origin),
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    },
    settingHeaders: (brought) => headersOf(settings, { ...environment, ...brought }),
    timeoutMilliseconds,
  }
}

function badSetting(message: string): LoopError {
  return new LoopError('invalid_input', message, { code: 'bad_setting' })
}

interface RemoteCall extends CallOptions {
  name: string
  input: unknown
}

async function post(target: Target, { name, input, signal, settings, traceId = newTraceId() }: RemoteCall): Promise<unknown> {
  const { operations, headers, settingHeaders, timeoutMilliseconds } = target
  const timeout = AbortSignal.timeout(timeoutMilliseconds)
  try {
    const response = await fetch(new URL(encodeURIComponent(name), operations), {
      method: 'POST',
      headers: { ...headers, ...settingHeaders(settings), traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01` },
      body: JSON.stringify(input ?? {}),
      // Following a redirect would hand the key to whoever is named in it.
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
    return await readAnswer(response, operations.origin)
  } catch (thrown) {
    if (LoopError.is(thrown)) throw thrown
    if (signal?.aborted) throw cancelled(operations.origin)
    throw timeout.aborted ? timedOut(operations.origin) : unreachable(operations.origin, thrown)
  }
}

/** `roles` are all in which the key may act; a person's own key carries the identities of their machine too. */
const Identity = z.object({ role: z.enum(roles), roles: z.array(z.enum(roles)).optional() })

/** Asks the server once who is calling. A server that could not be reached is asked again the next time. */
function allowedNames(call: Caller['call'], modules: readonly Module[]): Caller['allowed'] {
  let known: Promise<ReadonlySet<string> | undefined> | undefined
  const ask = async () => {
    try {
      return namesFor(Identity.parse(await call('who_am_i', {})), modules)
    } catch (thrown) {
      if (LoopError.is(thrown) && thrown.kind === 'unavailable') known = undefined
      return undefined
    }
  }
  return () => (known ??= ask())
}

function namesFor({ role, roles: held }: z.output<typeof Identity>, modules: readonly Module[]): ReadonlySet<string> | undefined {
  // A person may hold further identities; without their list it is better to show too much than to hide what works.
  if (held === undefined && role === 'user') return undefined
  const admitted = new Set<string>(['public', ...(held ?? [role])])
  const operations = modules.flatMap(callables).filter((operation) => operation.roles.some((name) => admitted.has(name)))
  return new Set(operations.map(({ name }) => name))
}
