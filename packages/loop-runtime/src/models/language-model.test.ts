import { convertArrayToReadableStream, MockLanguageModelV3 } from 'ai/test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ModelError, type ModelRequest } from '../model.ts'
import { withControlTools } from './control-tools.ts'
import { decisionOf } from './decision-of.ts'
import { type Answer, startModelServer, type Wire } from './fixtures/model-server.ts'
import { modelOf } from './language-model.ts'
import { openModel } from './open-model.ts'

const key = 'sk-secret-key-123'
const started: { close: () => Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.close()))
})

async function ask(
  wire: Wire,
  answers: readonly Answer[],
  { request = {}, timeoutMs }: { request?: Partial<ModelRequest>; timeoutMs?: number } = {},
) {
  const server = await startModelServer(wire, answers)
  started.push(server)
  const waited: number[] = []
  const environment = {
    OPENAI_API_KEY: key,
    OPENAI_BASE_URL: `${server.address}/v1`,
    ANTHROPIC_API_KEY: key,
    ANTHROPIC_BASE_URL: server.address,
  }
  const model = await openModel(`${wire}:test-model`, {
    environment,
    wait: async (ms) => {
      waited.push(ms)
    },
    ...(timeoutMs !== undefined && { timeoutMs }),
  })
  const reply = () => model.reply({ ...plainRequest(), ...request })
  return { server, waited, reply }
}

const plainRequest = (): ModelRequest => ({
  system: 'You mend code.',
  messages: [{ role: 'user', text: 'Fix failing tests' }],
  tools: withControlTools([
    { name: 'repo_read_file', description: 'Reads', inputSchema: { type: 'object', properties: { path: { type: 'string' } } } },
  ]),
  maxOutputTokens: 512,
  signal: new AbortController().signal,
})

async function failure(reply: () => Promise<unknown>): Promise<ModelError> {
  const error = await reply().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(ModelError)
  expect(`${(error as Error).message} ${(error as Error).stack} ${JSON.stringify(error)}`).not.toContain(key)
  return error as ModelError
}

const good: Answer = { text: 'I read it.', calls: [{ tool: 'repo_read_file', args: '{"path":"a.js"}' }] }

describe.each(['openai', 'anthropic'] as const)('a model of %s', (wire) => {
  it('says something and calls a tool, in pieces', async () => {
    const pieces: string[] = []
    const { reply, server } = await ask(wire, [good], { request: { onText: (piece) => pieces.push(piece) } })
    expect(await reply()).toEqual({
      text: 'I read it.',
      calls: [{ id: 'call_0', tool: 'repo_read_file', args: { path: 'a.js' } }],
      end: 'stop',
      usage: { inputTokens: 100, outputTokens: 20, cachedInputTokens: 60, estimated: false },
    })
    expect(pieces).toEqual(['I r', 'ead it.'])
    expect(server.asked[0]!.path).toBe(wire === 'openai' ? '/v1/chat/completions' : '/v1/messages')
    expect(server.asked[0]!.body).toMatchObject({ model: 'test-model', max_tokens: 512, stream: true })
    expect(JSON.stringify(server.asked[0]!.body.tools)).toMatch(/repo_read_file.*finish.*ask_human.*give_up/)
    expect(server.asked[0]!.headers).toMatchObject(wire === 'openai' ? { authorization: `Bearer ${key}` } : { 'x-api-key': key })
  })

  it('calls several tools at once', async () => {
    const calls = [...good.calls!, { tool: 'repo_run_tests', args: '{}' }]
    const { reply } = await ask(wire, [{ calls }])
    const { decision } = decisionOf(await reply()) as { decision: { actions: unknown } }
    expect(decision.actions).toEqual([
      { tool: 'repo_read_file', args: { path: 'a.js' } },
      { tool: 'repo_run_tests', args: {} },
    ])
  })

  it('sends arguments that are no JSON: the reply is there, and decides nothing', async () => {
    const { reply, server } = await ask(wire, [{ calls: [{ tool: 'repo_read_file', args: '{"path": oops' }] }])
    expect(decisionOf(await reply())).toEqual({ fault: 'The arguments of repo_read_file are not a JSON object.' })
    expect(server.asked).toHaveLength(1)
  })

  it('makes a tool up: that is for the gates to deny', async () => {
    const { reply } = await ask(wire, [{ calls: [{ tool: 'rm_rf', args: '{}' }] }])
    expect(decisionOf(await reply())).toMatchObject({ decision: { actions: [{ tool: 'rm_rf' }] } })
  })

  it.each(['refusal', 'length'] as const)('ends by %s, which cannot be used', async (end) => {
    const { reply } = await ask(wire, [{ text: 'I cannot', end }])
    const answered = await reply()
    expect(answered.end).toBe(end)
    expect(decisionOf(answered)).toHaveProperty('fault')
  })

  it.each([400, 401, 403, 404])('answers %i, which is not asked again', async (status) => {
    const { reply, server } = await ask(wire, [{ status }, good])
    expect(await failure(reply)).toMatchObject({ status, canRetry: false, said: expect.stringContaining(`said ${status}`) })
    expect(server.asked).toHaveLength(1)
  })

  it('asks to be left alone, and is asked again after that time', async () => {
    const { reply, server, waited } = await ask(wire, [{ status: 429, headers: { 'retry-after': '7' } }, good])
    expect((await reply()).text).toBe('I read it.')
    expect(server.asked).toHaveLength(2)
    expect(waited).toEqual([7_000])
  })

  it('asks to be left alone for longer than a turn may wait', async () => {
    const { reply, server, waited } = await ask(wire, [{ status: 429, headers: { 'retry-after': '600' } }, good])
    expect((await failure(reply)).message).toContain('wait 600 seconds')
    expect([server.asked.length, waited]).toEqual([1, []])
  })

  it('is overloaded twice, then answers', async () => {
    const { reply, waited } = await ask(wire, [{ status: 529 }, { status: 529 }, good])
    expect((await reply()).text).toBe('I read it.')
    expect(waited).toEqual([2_000, 4_000])
  })

  it('fails three times, and is not asked a fourth time', async () => {
    const { reply, server } = await ask(wire, [{ status: 500 }, { text: 'Half', after: 'cut' }, { status: 500 }, good])
    expect(await failure(reply)).toMatchObject({ status: 500, message: expect.stringContaining('Asked 3 times') })
    expect(server.asked).toHaveLength(3)
  })

  it.each(['error', 'cut', 'end'] as const)('breaks off mid-stream by %s: no reply, but another request', async (after) => {
    const broken: Answer = { text: 'I will patch it.', after }
    const { reply, server } = await ask(wire, [broken, good])
    expect(await reply()).toMatchObject({ text: 'I read it.', calls: [{ tool: 'repo_read_file' }] })
    expect(server.asked).toHaveLength(2)
    const always = await ask(wire, [broken, broken, broken, good])
    await failure(always.reply)
    expect(always.server.asked).toHaveLength(3)
  })

  it('says its key in an error, and nobody repeats it', async () => {
    const { reply } = await ask(wire, Array(3).fill({ text: 'x', after: 'error' }))
    expect((await failure(reply)).said).toBe('overloaded, key [redacted]')
  })

  it('falls silent', async () => {
    const { reply } = await ask(wire, Array(3).fill({ text: 'Well', after: 'silence' }), { timeoutMs: 100 })
    expect((await failure(reply)).message).toBe('The model was silent for 0.1 seconds. Asked 3 times.')
  })

  it('is stopped by the caller, with the reason of the caller', async () => {
    const stop = new AbortController()
    const { reply, server } = await ask(wire, [{ text: 'Well', after: 'silence' }], {
      request: { signal: stop.signal, onText: () => stop.abort(new Error('the budget is used up')) },
    })
    await expect(reply()).rejects.toThrow('the budget is used up')
    expect(server.asked).toHaveLength(1)
  })

  it('does not count tokens', async () => {
    const { reply } = await ask(wire, [{ text: 'x'.repeat(40), usage: 'none' }])
    const { usage } = await reply()
    expect(usage).toMatchObject({ outputTokens: 10, cachedInputTokens: 0, estimated: true })
    expect(usage.inputTokens).toBeGreaterThan(50)
  })

  it('is a web page', async () => {
    const page: Answer = { body: '<html><body>Sign in</body></html>', headers: { 'content-type': 'text/html' } }
    const { reply } = await ask(wire, [page, page, page])
    await failure(reply)
  })

  it('never ends its reply', async () => {
    const { reply } = await ask(wire, [{ text: 'x'.repeat(5_000_000) }])
    expect((await reply()).end).toBe('length')
  })

  it('is told what was said, called and answered before', async () => {
    const args = '{"broken'
    const { reply, server } = await ask(wire, [good], {
      request: {
        messages: [
          { role: 'user', text: 'Fix failing tests' },
          { role: 'assistant', text: 'I look.', calls: [{ id: 'a1', tool: 'no.such tool', args }] },
          { role: 'tool', callId: 'a1', tool: 'no.such tool', text: 'There is none.', failed: true },
        ],
      },
    })
    await reply()
    const sent = JSON.stringify(server.asked[0]!.body.messages)
    expect(sent).toContain('no_such_tool')
    expect(sent).toContain('There is none.')
    if (wire === 'openai') expect(server.asked[0]!.body).toMatchObject({ stream_options: { include_usage: true } })
    else {
      expect(sent).toMatch(/"is_error":true,"cache_control":\{"type":"ephemeral"\}/)
      expect(server.asked[0]!.body).toMatchObject({ system: [{ text: 'You mend code.', cache_control: { type: 'ephemeral' } }] })
    }
  })
})

describe('a model of somebody else', () => {
  const model = new MockLanguageModelV3({
    provider: 'acme',
    modelId: 'm1',
    doStream: async () => ({
      stream: convertArrayToReadableStream([
        { type: 'stream-start', warnings: [{ type: 'other', message: 'old' }] },
        { type: 'text-start', id: '1' },
        { type: 'text-delta', id: '1', delta: 'Hello' },
        { type: 'text-end', id: '1' },
        {
          type: 'finish',
          finishReason: { unified: 'stop', raw: 'stop' },
          usage: {
            inputTokens: { total: 5, noCache: 5, cacheRead: 0, cacheWrite: 0 },
            outputTokens: { total: 2, text: 2, reasoning: 0 },
          },
        },
      ]),
    }),
  })

  it('drives a run, and its warnings reach neither stdout nor stderr', async () => {
    const spies = (['log', 'info', 'warn', 'error'] as const).map((method) => vi.spyOn(console, method))
    expect(modelOf(model).name).toBe('acme:m1')
    expect(await modelOf(model).reply(plainRequest())).toMatchObject({ text: 'Hello', end: 'stop', usage: { inputTokens: 5 } })
    for (const spy of spies) expect(spy).not.toHaveBeenCalled()
    for (const spy of spies) spy.mockRestore()
  })

  it('fails by a fault that is no answer of a server, and is asked once', async () => {
    let asked = 0
    const broken = new MockLanguageModelV3({
      doStream: async () => {
        asked++
        throw Object.assign(new Error('no such option'), { name: 'AI_UnsupportedFunctionalityError' })
      },
    })
    expect(await failure(() => modelOf(broken).reply(plainRequest()))).toMatchObject({ canRetry: false, said: 'no such option' })
    expect(asked).toBe(1)
  })
})
