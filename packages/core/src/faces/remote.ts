import { randomBytes } from 'node:crypto'
import type { Impersonation } from '../accounts/impersonate.ts'
import type { Caller, CallOptions, SettingValues } from '../caller.ts'
import { LoopError } from '../error.ts'
import { callables, type Module } from '../module.ts'
import { newTraceId } from '../trace.ts'
import { callSettings, headersOf } from './per-call.ts'
import { allowedNames } from './remote-allowed.ts'
import { readAnswer } from './remote-answer.ts'
import { badSetting, cancelled, timedOut, unreachable } from './remote-errors.ts'
import { type Gate, type Keys, keyMissing, keysOf, type RemoteKeys } from './remote-keys.ts'

export interface RemoteOptions {
  /** The address of a running server; it may have a path. */
  server: string
  /** For every call, whoever acts. */
  key?: string
  /** For the operations of each identity, where there is no `key`. */
  keys?: RemoteKeys
  /** In whose place to call; for the key of a superadmin, and nothing to any other. */
  impersonation?: Impersonation
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
  const keys = keysOf(options)
  const gates = new Map(options.modules.flatMap(callables).map((operation) => [operation.name, operation]))
  const call: Caller['call'] = async (name, input, callOptions) => {
    const gate = gates.get(name) ?? { name, roles: [] }
    return callAs(target, keys, gate, { name, input, ...callOptions })
  }
  const asks = keys.held.length === 0 ? [undefined] : keys.held
  const who = asks.map((key) => () => post(target, { name: 'who_am_i', input: {}, key }))
  return { call, allowed: allowedNames(who, options.modules), close: async () => {} }
}

/** Without any key the server decides: it may need none. */
async function callAs(target: Target, keys: Keys, gate: Gate, remoteCall: RemoteCall): Promise<unknown> {
  const key = keys.of(gate)
  if (key !== undefined || gate.roles.includes('public')) return post(target, { ...remoteCall, key })
  if (keys.held.length > 0) throw keyMissing(gate)
  return post(target, remoteCall).catch((thrown: unknown) => {
    throw LoopError.is(thrown) && thrown.kind === 'unauthenticated' ? keyMissing(gate, thrown) : thrown
  })
}

interface Target {
  operations: URL
  /** The headers of what one call brings along, and of whose place it is made in. */
  headersFor(settings: SettingValues | undefined): Record<string, string>
  timeoutMilliseconds: number
}

function targetOf({ server, environment, modules, impersonation, timeoutMilliseconds = 300_000 }: RemoteOptions): Target {
  const base = new URL(server)
  if (base.username || base.password) throw badSetting('LOOP_SERVER takes an address without a login; the key goes into LOOP_KEY.')
  const settings = callSettings(modules)
  return {
    operations: new URL(`${base.pathname.replace(/\/*$/, '')}/api/ops/`, base.origin),
    headersFor: (brought) => ({ ...headersOf(settings, { ...environment, ...brought }), ...placeHeaders(impersonation) }),
    timeoutMilliseconds,
  }
}

function placeHeaders(impersonation: Impersonation | undefined): Record<string, string> {
  if (impersonation === undefined) return {}
  const { tenant, role, agent } = impersonation
  return {
    'x-impersonate-tenant': tenant,
    ...(role !== undefined && { 'x-effective-role': role }),
    ...(agent !== undefined && { 'x-effective-agent': agent }),
  }
}

interface RemoteCall extends CallOptions {
  name: string
  input: unknown
  key?: string
}

async function post(target: Target, { name, input, key, signal, settings, traceId = newTraceId() }: RemoteCall): Promise<unknown> {
  const { operations, headersFor, timeoutMilliseconds } = target
  const timeout = AbortSignal.timeout(timeoutMilliseconds)
  try {
    const response = await fetch(new URL(encodeURIComponent(name), operations), {
      method: 'POST',
      headers: { ...headersWith(key, traceId), ...headersFor(settings) },
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

function headersWith(key: string | undefined, traceId: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
    traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01`,
  }
}
