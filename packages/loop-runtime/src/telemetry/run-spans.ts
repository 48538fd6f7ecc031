import { type Context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import type { ModelReply } from '../model.ts'
import type { TraceEvent } from '../run/journal.ts'
import type { RunRow } from '../storage/tables.ts'
import { hasEnded } from '../words.ts'
import { agentName, goalContent, modelAttributes, replyAttributes, replyContent, textOf } from './attributes.ts'
import { parentOf } from './parent.ts'

export interface SpansOptions {
  /** Who asked for the run, in the form of W3C Trace Context. */
  traceparent?: string | undefined
  /** Whether words of people, models and tools may leave the machine. */
  withContent: boolean
}

/** One stretch of a run as spans, made from its trace as it happens: the agent, each call of the model, each tool. */
export class RunSpans {
  readonly #tracer: Tracer
  readonly #model: string
  readonly #withContent: boolean
  readonly #agent: Span
  readonly #inside: Context
  readonly #conversation: { 'gen_ai.conversation.id': string }
  #open: Span | undefined

  constructor(tracer: Tracer, { id, model, goal }: Pick<RunRow, 'id' | 'model' | 'goal'>, { traceparent, withContent }: SpansOptions) {
    this.#tracer = tracer
    this.#model = model
    this.#withContent = withContent
    this.#conversation = { 'gen_ai.conversation.id': id }
    const parent = parentOf(traceparent) ?? ROOT_CONTEXT
    const attributes = { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': agentName, ...modelAttributes(model) }
    const content = withContent ? goalContent(goal) : {}
    const options = { kind: SpanKind.INTERNAL, attributes: { ...attributes, ...this.#conversation, ...content } }
    this.#agent = tracer.startSpan(`invoke_agent ${agentName}`, options, parent)
    this.#inside = trace.setSpan(parent, this.#agent)
  }

  event({ type, payload, at }: TraceEvent): void {
    const time = new Date(at)
    if (type === 'iteration_started') this.#ask(time)
    if (type === 'model_response') this.#replied(payload as unknown as ModelReply, time)
    if (type === 'model_error') this.#end(time, `${payload.status ?? 'model_error'}`)
    if (type === 'tool_call') this.#call(payload, time)
    if (type === 'tool_result') this.#called(payload, time)
  }

  /** Ends what is open, as the run stands now. */
  close({ status }: Pick<RunRow, 'status'>): void {
    this.#end(new Date(), 'broken_off')
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
