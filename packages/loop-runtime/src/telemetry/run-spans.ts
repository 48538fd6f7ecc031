import { type Context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import type { ModelReply } from '../model.ts'
import type { TraceEvent } from '../run/journal.ts'
import type { RunRow } from '../storage/tables.ts'
import { hasEnded } from '../words.ts'
import { agentName, goalContent, modelAttributes, replyAttributes, replyContent, textOf } from './attributes.ts'
import { parentOf } from './parent.ts'

type Run = Pick<RunRow, 'id' | 'model' | 'goal' | 'driver'>

export interface SpansOptions {
  /** Who asked for the run, in the form of W3C Trace Context. */
  traceparent?: string | undefined
  /** Whether words of people, models and tools may leave the machine. */
  withContent: boolean
}

/**
 * One stretch of a run as spans, made from its trace as it happens: the agent, each call of the model, each tool.
 *
 * Where the client is the model it makes the first two itself, and the tools stand below the span of its call.
 */
export class RunSpans {
  readonly #tracer: Tracer
  readonly #model: string
  readonly #withContent: boolean
  readonly #agent: Span | undefined
  readonly #inside: Context
  readonly #conversation: { 'gen_ai.conversation.id': string }
  #open: Span | undefined

  constructor(tracer: Tracer, run: Run, { traceparent, withContent }: SpansOptions) {
    this.#tracer = tracer
    this.#model = run.model
    this.#withContent = withContent
    this.#conversation = { 'gen_ai.conversation.id': run.id }
    const parent = parentOf(traceparent) ?? ROOT_CONTEXT
    this.#agent = run.driver === 'host' ? undefined : this.#begin(run, parent)
    this.#inside = this.#agent ? trace.setSpan(parent, this.#agent) : parent
  }

  #begin({ model, goal }: Run, parent: Context): Span {
    const about = { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': agentName, ...modelAttributes(model) }
    const attributes = { ...about, ...this.#conversation, ...(this.#withContent && goalContent(goal)) }
    return this.#tracer.startSpan(`invoke_agent ${agentName}`, { kind: SpanKind.INTERNAL, attributes }, parent)
  }

  event({ type, payload, at }: TraceEvent): void {
    const time = new Date(at)
    if (type === 'iteration_started' && this.#agent) this.#ask(time)
    if (type === 'model_response' && this.#agent) this.#replied(payload as unknown as ModelReply, time)
    if (type === 'model_error') this.#end(time, `${payload.status ?? 'model_error'}`)
    if (type === 'tool_call') this.#call(payload, time)
    if (type === 'tool_result') this.#called(payload, time)
  }

  /** Ends what is open, as the run stands now. */
  close({ status }: Pick<RunRow, 'status'>): void {
    this.#end(new Date(), 'broken_off')
    if (this.#agent === undefined) return
    const isGood = status === 'completed' || !hasEnded(status)
    endSpan(this.#agent, new Date(), isGood ? undefined : status)
  }

  #ask(time: Date): void {
    const about = modelAttributes(this.#model)
    const attributes = { 'gen_ai.operation.name': 'chat', ...about, ...this.#conversation }
    this.#start(`chat ${about['gen_ai.request.model']}`, { kind: SpanKind.CLIENT, attributes, startTime: time })
  }

  #replied(reply: ModelReply, time: Date): void {
    this.#open?.setAttributes({ ...replyAttributes(reply), ...(this.#withContent && replyContent(reply)) })
    this.#end(time)
  }

  #call({ tool, args }: TraceEvent['payload'], time: Date): void {
    const about = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': `${tool}`, 'gen_ai.tool.type': 'function' }
    const content = this.#withContent ? { 'gen_ai.tool.call.arguments': textOf(args) } : {}
    this.#start(`execute_tool ${tool}`, { attributes: { ...about, ...this.#conversation, ...content }, startTime: time })
  }

  #called({ ok, output }: TraceEvent['payload'], time: Date): void {
    if (this.#withContent && ok) this.#open?.setAttributes({ 'gen_ai.tool.call.result': textOf(output) })
    this.#end(time, ok ? undefined : 'tool_error')
  }

  #start(name: string, options: Parameters<Tracer['startSpan']>[1]): void {
    this.#end(new Date(), 'broken_off')
    this.#open = this.#tracer.startSpan(name, options, this.#inside)
  }

  #end(time: Date, error?: string): void {
    if (this.#open) endSpan(this.#open, time, error)
    this.#open = undefined
  }
}

function endSpan(span: Span, time: Date, error: string | undefined): void {
  if (error !== undefined) span.setAttributes({ 'error.type': error }).setStatus({ code: SpanStatusCode.ERROR })
  span.end(time)
}
