import { describe, expect, it, onTestFinished } from 'vitest'
import { localRuntime } from '../fixtures/local-runtime.ts'
import { call, edit, finish, playground, test } from '../fixtures/played-run.ts'
import { ModelError } from '../model.ts'
import { startCollector } from './fixtures/collector.ts'

const key = 'sk-secret-key-123'
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'

async function watched(more: Record<string, string> = {}, { isMute = false } = {}) {
  const collector = await startCollector({ isMute })
  onTestFinished(() => collector.close())
  const environment = { PATH: process.env.PATH, OPENAI_API_KEY: key, OTEL_EXPORTER_OTLP_ENDPOINT: collector.address, ...more }
  return { ...collector, ...playground({ runtime: localRuntime({ environment }), flags: { model: 'anthropic:a-model' } }) }
}

const secretly = call('repo_read_file', { path: 'answer.txt' }, { summary: `I have API_KEY=${key} here.` })
const missing = call('repo_read_file', { path: 'missing.txt' })

describe('with a collector', () => {
  it('a run is a span of the agent, with one for each call of the model and each tool', async () => {
    const { play, spans, paths, sent } = await watched({ TRACEPARENT: `00-${traceId}-00f067aa0ba902b7-01` })
    const run = await play([secretly, missing, edit('42', '42!'), test, finish()])
    expect(run.status).toBe('completed')
    expect(new Set(paths)).toEqual(new Set(['/v1/traces']))
    const [agent, ...inside] = spans()
    expect(agent).toMatchObject({
      name: 'invoke_agent loop-runtime',
      traceId,
      parentSpanId: '00f067aa0ba902b7',
      attributes: {
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.agent.name': 'loop-runtime',
        'gen_ai.conversation.id': run.id,
        'gen_ai.provider.name': 'anthropic',
        'gen_ai.request.model': 'a-model',
      },
    })
    expect(agent!.attributes).not.toHaveProperty('error.type')
    const chat = 'chat a-model'
    const read = 'execute_tool repo_read_file'
    expect(inside.map(({ name }) => name)).toEqual([
      ...[chat, read, chat, read, chat, 'execute_tool repo_apply_patch'],
      ...[chat, 'execute_tool repo_run_tests', chat],
    ])
    expect(inside.every((span) => span.parentSpanId === agent!.spanId && span.traceId === traceId)).toBe(true)
    expect(inside.every(({ startTimeUnixNano, endTimeUnixNano }) => BigInt(endTimeUnixNano) >= BigInt(startTimeUnixNano))).toBe(true)
    expect(inside[0]).toMatchObject({
      kind: 3,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.usage.input_tokens': 100,
        'gen_ai.usage.output_tokens': 10,
        'gen_ai.usage.cache_read.input_tokens': 0,
        'gen_ai.response.finish_reasons': ['stop'],
      },
    })
    expect(inside.filter(({ name }) => name === read).map(({ attributes, status }) => [attributes['error.type'], status.code])).toEqual([
      [undefined, 0],
      ['tool_error', 2],
    ])
    expect(JSON.stringify(sent)).not.toMatch(new RegExp(`${key}|The answer is|It is done|answer.txt`))
  })

  it('words are sent only on request, and never a secret', async () => {
    const { play, spans, sent } = await watched({ OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true' })
    await play([secretly, test, finish()])
    const [agent, chat, read] = spans()
    expect(agent!.attributes['gen_ai.input.messages']).toContain('Make it right')
    expect(chat!.attributes['gen_ai.output.messages']).toContain('I have API_KEY=')
    expect(read!.attributes).toMatchObject({
      'gen_ai.tool.call.arguments': '{"path":"answer.txt"}',
      'gen_ai.tool.call.result': expect.stringContaining('The answer is 42.'),
    })
    expect(JSON.stringify(sent)).not.toContain(key)
  })

  it('a model that fails, and a run that fails of it, say so', async () => {
    const { play, spans } = await watched()
    await play([], { model: { name: 'down', reply: () => Promise.reject(new ModelError('It is down.', { status: 503 })) } })
    expect(spans().map(({ name, attributes }) => [name, attributes['error.type']])).toEqual([
      ['invoke_agent loop-runtime', 'failed'],
      ['chat a-model', '503'],
    ])
  })
})

describe('a collector that does not take anything', () => {
  it('harms no run, whether nobody listens or nobody answers', async () => {
    const gone = await watched()
    await gone.close()
    expect(await gone.play([test, finish()])).toMatchObject({ status: 'completed' })
    const mute = await watched({}, { isMute: true })
    expect(await mute.play([test, finish()])).toMatchObject({ status: 'completed' })
    expect(mute.paths).toEqual(['/v1/traces'])
  })
})
