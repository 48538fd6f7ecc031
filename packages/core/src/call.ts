import { type Principal, requireActor } from './actor.ts'
import type { Application, Bound } from './application.ts'
import type { CallOptions } from './caller.ts'
import { LoopError } from './error.ts'
import { checkOutput, parseInput, refuseNamedFiles } from './parse.ts'
import { refusalOf } from './refusal.ts'
import { secretsIn } from './secret.ts'
import { newTraceId } from './trace.ts'
import { effectContext, inTransaction, type Scope } from './transaction.ts'

export interface Invocation extends CallOptions {
  principal: Principal
}

/**
 * Calls one operation: the only road to a handler, whatever face the call came through.
 *
 * Checks the role, parses the input, opens the transaction, parses the output. Throws nothing but LoopError.
 */
export async function call(application: Application, name: string, input: unknown, invocation: Invocation): Promise<unknown> {
  const started = performance.now()
  const traceId = invocation.traceId ?? newTraceId()
  const secrets: string[] = []
  let outcome = 'ok'
  try {
    return await perform(find(application, name), input, { ...invocation, application, traceId, secrets })
  } catch (thrown) {
    const error = refusalOf(thrown, { module: application.bound.get(name)?.module, log: application.log, secrets })
    outcome = error.code
    throw error
  } finally {
    const milliseconds = Math.round(performance.now() - started)
    application.log.info({ operation: name, outcome, milliseconds, trace_id: traceId })
  }
}

function find(application: Application, name: string): Bound {
  const bound = application.bound.get(name)
  if (bound === undefined)
    throw new LoopError('not_found', `There is no operation named ${JSON.stringify(name.slice(0, 64))}.`, { code: 'operation_not_found' })
  return bound
}

type Call = Invocation & Pick<Scope, 'application' | 'traceId' | 'secrets'>

async function perform({ operation, module }: Bound, input: unknown, call: Call): Promise<unknown> {
  const actor = requireActor(call.principal, operation)
  refuseNamedFiles(operation, input)
  const parsed = await parseInput(operation, input)
  call.secrets.push(...secretsIn(operation.input, parsed))
  const scope: Scope = { ...call, module, actor, tenant: actor?.tenant, seesAll: operation.roles.includes('public') }
  const work = async (context: unknown) => {
    const output = await operation.run(parsed, context)
    call.secrets.push(...secretsIn(operation.output, output))
    return checkOutput(operation, output)
  }
  if (operation.kind === 'effect') return work(effectContext(scope))
  return inTransaction(scope, operation.kind === 'read' ? 'read' : 'write', work)
}
