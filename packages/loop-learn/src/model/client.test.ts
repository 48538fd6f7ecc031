import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Script, scripts, startAnthropicServer, usage } from '../fixtures/anthropic-server.ts'
import { answerSchemas } from './answer.ts'
import { ask, type Patience } from './client.ts'

const tokens = { input: usage.input_tokens, output: usage.output_tokens }
const nothing = { input: 0, output: 0 }

describe('asking the model', () => {
  let server: Awaited<ReturnType<typeof startAnthropicServer>>
  const said: unknown[] = []
  const write = (...words: unknown[]) => void said.push(...words)
  const log = { debug: write, info: write, warn: write, error: write } as never

  beforeAll(async () => {
    server = await startAnthropicServer()
  })
  afterAll(() => server.close())

  const asks = (script: Script, patience?: Patience, signal = new AbortController().signal, baseUrl = server.url) => {
    server.answers(script)
    const content = 'marker x\n{"observations":[],"blind_spots":[]}\nmarker x'
    const schema = answerSchemas.analyse
    return ask({ key: 'sk-ant-of-mine', baseUrl, model: 'claude-haiku-5-5', system: 'Be kind.', content, schema, log, signal }, patience)
  }

  it('sends the key, the version, the words and a closed schema, and gives the text with its tokens', async () => {
    expect(await asks(scripts.good)).toMatchObject({ outcome: 'answered', tokens })
    expect(server.asked.map(({ key }) => key)).toEqual(['sk-ant-of-mine'])
    const { model, max_tokens, system, messages, output_config, ...rest } = JSON.parse(server.asked[0]!.body)
    expect({ model, max_tokens, system, rest }).toEqual({
      model: 'claude-haiku-5-5',
      max_tokens: 2_000,
      system: 'Be kind.',
      rest: {},
    })
    expect(messages).toHaveLength(1)
    expect(Object.keys(output_config.format.schema.properties)).toEqual(['spots', 'nudges'])
  })

  it.each(['refusal', 'max_tokens'] as const)('47. counts the tokens of an answer that is none: %s', async (name) => {
    expect(await asks(scripts[name])).toEqual({ outcome: 'no_answer', tokens })
  })

  it.each([
    ['unauthorized', { outcome: 'rejected', tokens: nothing }, 1],
    ['forbidden', { outcome: 'rejected', tokens: nothing }, 1],
    ['bad_request', { outcome: 'failed', mayPass: false, tokens: nothing }, 1],
    ['overloaded', { outcome: 'failed', mayPass: true, tokens: nothing }, 2],
    ['rate_limited', { outcome: 'failed', mayPass: true, tokens: nothing }, 1],
  ] as const)('says what %s means, and asks again only where that helps and does not take long', async (name, reply, times) => {
    expect(await asks(scripts[name])).toEqual(reply)
    expect(server.asked).toHaveLength(times)
  })

  it('47. gives up where nothing comes, and counts the question as read', async () => {
    expect(await asks(scripts.silent, { oneTry: 30, whole: 80, pause: 0 })).toEqual({ outcome: 'failed', mayPass: true, tokens: undefined })
    expect(await asks(scripts.stalled, { oneTry: 1_000, whole: 80, pause: 0 })).toEqual({
      outcome: 'failed',
      mayPass: true,
      tokens: undefined,
    })
    expect(await asks(scripts.cut)).toEqual({ outcome: 'failed', mayPass: true, tokens: undefined })
  })

  it('gives up when the caller has gone, and where nobody listens', async () => {
    expect(await asks(scripts.good, undefined, AbortSignal.abort())).toMatchObject({ outcome: 'failed' })
    expect(server.asked).toEqual([])
    const closed = await startAnthropicServer()
    await closed.close()
    expect(await asks(scripts.good, { oneTry: 1_000, whole: 2_000, pause: 0 }, undefined, closed.url)).toEqual({
      outcome: 'failed',
      mayPass: true,
      tokens: nothing,
    })
  })

  it('follows no redirect with the key', async () => {
    expect(await asks(() => ({ status: 307, headers: { location: `${server.url}/elsewhere` } }))).toMatchObject({ outcome: 'failed' })
  })

  it('writes no word of the question and no key into the log', () => {
    expect(JSON.stringify(said)).not.toMatch(/sk-ant|Be kind/)
  })
})
