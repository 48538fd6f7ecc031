import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type ModelScript, modelFaults, modelUsage, startModelServer } from '../testing/model-server.ts'
import { ask, type Patience } from './ask.ts'

const tokens = { input: modelUsage.input_tokens, output: modelUsage.output_tokens }
const good = () => ({ text: '{"words":[]}' })
const nothing = { input: 0, output: 0 }

describe('asking the model', () => {
  let server: Awaited<ReturnType<typeof startModelServer>>
  const said: unknown[] = []
  const write = (...words: unknown[]) => void said.push(...words)
  const log = { debug: write, info: write, warn: write, error: write } as never

  beforeAll(async () => {
    server = await startModelServer(good)
  })
  afterAll(() => server.close())

  const asks = (script: ModelScript, patience?: Patience, signal = new AbortController().signal, baseUrl = server.url) => {
    server.answers(script)
    const schema = z.strictObject({ words: z.array(z.string()) })
    const question = { model: 'claude-haiku-5-5', system: 'Be kind.', content: 'What is it?', schema, maxTokens: 2_000 }
    return ask({ key: 'sk-ant-of-mine', baseUrl, ...question, log, signal }, patience)
  }

  it('sends the key, the version, the words and a closed schema, and gives the text with its tokens', async () => {
    expect(await asks(good)).toMatchObject({ outcome: 'answered', tokens })
    expect(server.asked.map(({ key }) => key)).toEqual(['sk-ant-of-mine'])
    const { model, max_tokens, system, messages, output_config, ...rest } = JSON.parse(server.asked[0]!.body)
    expect({ model, max_tokens, system, rest }).toEqual({
      model: 'claude-haiku-5-5',
      max_tokens: 2_000,
      system: 'Be kind.',
      rest: {},
    })
    expect(messages).toEqual([{ role: 'user', content: 'What is it?' }])
    expect(Object.keys(output_config.format.schema.properties)).toEqual(['words'])
  })

  it.each(['refusal', 'max_tokens'] as const)('counts the tokens of an answer that is none: %s', async (name) => {
    expect(await asks(modelFaults[name])).toEqual({ outcome: 'no_answer', tokens })
  })

  it.each([
    ['unauthorized', { outcome: 'rejected', tokens: nothing }, 1],
    ['forbidden', { outcome: 'rejected', tokens: nothing }, 1],
    ['bad_request', { outcome: 'failed', mayPass: false, tokens: nothing }, 1],
    ['overloaded', { outcome: 'failed', mayPass: true, tokens: nothing }, 2],
    ['rate_limited', { outcome: 'failed', mayPass: true, tokens: nothing }, 1],
  ] as const)('says what %s means, and asks again only where that helps and does not take long', async (name, reply, times) => {
    expect(await asks(modelFaults[name])).toEqual(reply)
    expect(server.asked).toHaveLength(times)
  })

  it('gives up where nothing comes, and counts the question as read', async () => {
    expect(await asks(modelFaults.silent, { oneTry: 30, whole: 80, pause: 0 })).toEqual({
      outcome: 'failed',
      mayPass: true,
      tokens: undefined,
    })
    expect(await asks(modelFaults.stalled, { oneTry: 1_000, whole: 80, pause: 0 })).toEqual({
      outcome: 'failed',
      mayPass: true,
      tokens: undefined,
    })
    expect(await asks(modelFaults.cut)).toEqual({ outcome: 'failed', mayPass: true, tokens: undefined })
  })

  it('gives up when the caller has gone, and where nobody listens', async () => {
    expect(await asks(good, undefined, AbortSignal.abort())).toMatchObject({ outcome: 'failed' })
    expect(server.asked).toEqual([])
    const closed = await startModelServer(good)
    await closed.close()
    expect(await asks(good, { oneTry: 1_000, whole: 2_000, pause: 0 }, undefined, closed.url)).toEqual({
      outcome: 'failed',
      mayPass: true,
      tokens: nothing,
    })
  })

  it('follows no redirect with the key', async () => {
    expect(await asks(() => ({ status: 307, headers: { location: `${server.url}/elsewhere` } }))).toMatchObject({ outcome: 'failed' })
  })

  it('writes no word of the question and no key into the log', () => {
    expect(JSON.stringify(said)).not.toMatch(/sk-ant|Be kind|What is it/)
  })
})
