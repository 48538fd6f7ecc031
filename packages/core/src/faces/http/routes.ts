import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { z } from 'zod'
import { requireActor } from '../../actor.ts'
import type { Application } from '../../application.ts'
import { call } from '../../call.ts'
import type { Operation } from '../../operation.ts'
import { refusalOf } from '../../refusal.ts'
import { isStreamed, streamedFile, type streamedText } from '../../streamed.ts'
import { traceOf } from '../../trace.ts'
import { type CallSetting, callSettings, settingsIn } from '../per-call.ts'
import type { AddressCounter } from './address-limit.ts'
import { entityTag, names } from './entity-tag.ts'
import type { HttpApp, HttpContext, Middleware } from './environment.ts'
import { readInput } from './input.ts'
import type { HttpRoute } from './table.ts'

interface Addresses {
  routes: readonly HttpRoute[]
  /** Counts calls of what is open to everybody. */
  countAddress: AddressCounter
  /** Finds out who is calling. */
  identify: Middleware
}

/** Serves every operation at all of its addresses. */
export function serveOperations(app: HttpApp, application: Application, { routes, identify, countAddress }: Addresses): void {
  const settings = callSettings(application.modules)
  for (const route of routes) {
    app.on(route.method, route.path, identify, (context) => perform({ application, route, settings, countAddress }, context))
  }
}

interface Performance extends Pick<Addresses, 'countAddress'> {
  application: Application
  route: HttpRoute
  /** What a request may bring along, for any of the modules since they ask each other. */
  settings: readonly CallSetting[]
}

async function perform({ application, route, settings, countAddress }: Performance, context: HttpContext): Promise<Response> {
  const { operation } = route
  const { principal, traceId } = context.var
  const input = await admitted(route, context).catch((thrown) => {
    throw refusalOf(thrown, { module: route.module, log: application.log })
  })
  await countAddress(route.operation, context)
  const { headers, signal } = context.req.raw
  const { traceparent } = traceOf(headers.get('traceparent'))
  const brought = { traceId, traceparent, signal, settings: settingsIn(headers, settings) }
  const output = await call(application, operation.name, input, { principal, ...brought })
  return answer(context, operation, output as Record<string, unknown>)
}

/** The input, of a caller who may call at all: else they are told so before anything about the input. */
async function admitted(route: HttpRoute, { req, var: { principal } }: HttpContext): Promise<Record<string, unknown>> {
  requireActor(principal, route.operation)
  return readInput(req, route)
}

function answer(context: HttpContext, operation: Operation, output: Record<string, unknown>): Response {
  const version = operation.version?.(output)
  // An answer with a version may be asked for again by it; no other is worth keeping, and many are somebody's own.
  context.header('Cache-Control', version === undefined ? 'no-store' : 'private, no-cache')
  if (operation.status === 204) return context.body(null, 204)
  if (isStreamed(operation)) return stream(context, operation, output)
  if (version === undefined) return context.json(output, statusOf(operation, output))
  const tag = entityTag(version)
  context.header('ETag', tag)
  const known = ['GET', 'HEAD'].includes(context.req.method) && names(context.req.header('if-none-match'), tag)
  return known ? context.body(null, 304) : context.json(output, statusOf(operation, output))
}

/** Whoever reads decides how fast the pieces are made; whoever stops reading ends them. */
function stream(context: HttpContext, operation: Operation, output: Record<string, unknown>): Response {
  if (operation.output === streamedFile) return download(context, output as z.output<typeof streamedFile>)
  const { type, status = 200, pieces } = output as z.output<typeof streamedText>
  return context.body(ReadableStream.from(pieces).pipeThrough(new TextEncoderStream()), status as ContentfulStatusCode, {
    'Content-Type': type,
  })
}

function download(context: HttpContext, { type, name, pieces }: z.output<typeof streamedFile>): Response {
  const headers = { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` }
  return context.body(ReadableStream.from(pieces), 200, headers)
}

function statusOf({ status = 200, insteadStatus: other }: Operation, output: Record<string, unknown>): ContentfulStatusCode {
  return (other?.when(output) ? other.status : status) as ContentfulStatusCode
}
