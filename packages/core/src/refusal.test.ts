import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { localPrincipal } from './accounts/identities.ts'
import { LoopError } from './error.ts'
import { sends, type TestApp, testApp } from './faces/http/fixtures/app.ts'
import { callTool, createSurface } from './faces/surface.ts'
import { recordingLog } from './fixtures/recording-log.ts'
import { localCaller } from './local-caller.ts'
import { defineModule, type Module } from './module.ts'
import { operation } from './operation.ts'
import { secret } from './secret.ts'
import { text } from './text.ts'

const sell = operation({
  name: 'sell_bread',
  title: 'Sell bread',
  summary: 'Sell one loaf.',
  kind: 'effect',
  roles: ['user'],
  rest: ['POST /api/v1/bread'],
  input: z.object({ how: text(20), pin: secret(text(20)).optional() }),
  output: z.object({ sold: z.boolean() }),
  async run({ how, pin }) {
    if (how === 'badly') throw new LoopError('conflict', `There is none left for ${pin}.`, { code: 'sold_out' })
    if (how === 'oddly') throw new Error('the oven is on fire')
    return { sold: true }
  },
})

/** The way in which some reference API speaks. */
function inOtherWords({ kind, code, status, message, details }: LoopError): LoopError {
  if (code === 'sold_out') return new LoopError(kind, 'Conflict', { code, data: { context: message } })
  if (kind === 'forbidden') return new LoopError(kind, 'Forbidden', { code })
  if (kind !== 'invalid_input') throw new TypeError('no words for this')
  const fields = (details?.fields ?? []) as { field: string; problem: string }[]
  const byField = Object.fromEntries(fields.map(({ field, problem }) => [field, [problem]]))
  return new LoopError(kind, 'Validation failed', { code, status, details: byField })
}

const bakery = defineModule({ name: 'bakery', title: 'Bakery', operations: [sell], refusal: inOtherWords })
const other: Module = defineModule({
  name: 'other',
  title: 'Other',
  operations: [operation({ ...sell, name: 'sell_milk', command: 'milk sell', rest: [], run: async () => ({ sold: true }) })],
})

describe('a module with its own words for refusals', () => {
  let shop: TestApp
  beforeAll(async () => {
    shop = await testApp({}, [bakery, other])
  })
  afterAll(() => shop.application.close())

  async function refused(path: string, body: unknown, headers = shop.owner) {
    const response = await shop.app.request(path, sends(body, headers))
    const { error } = (await response.json()) as { error: Record<string, unknown> }
    expect(response.status).toBe(error.status)
    return error
  }

  it.each(['/api/v1/bread', '/api/ops/sell_bread'])('says what its handler, its schema and its gate refuse at %s', async (path) => {
    expect(await refused(path, { how: 'badly', pin: 'hush-hush' })).toEqual({
      status: 409,
      kind: 'conflict',
      code: 'sold_out',
      message: 'Conflict',
      context: 'There is none left for [secret].',
    })
    expect(await refused(path, {})).toMatchObject({ status: 422, message: 'Validation failed', details: { how: ['is required'] } })
    expect(await refused(path, { how: 'badly' }, shop.agent)).toMatchObject({ status: 403, message: 'Forbidden' })
    expect(await refused(path, [])).toMatchObject({ status: 400, code: 'bad_json', message: 'Validation failed' })
  })

  it('says it to MCP too', async () => {
    const { log } = recordingLog()
    const surface = createSurface({ name: 'loop-test', version: '1.2.3', log }, [bakery], [sell])
    const caller = localCaller(shop.application, localPrincipal())
    const { content } = await callTool(surface, caller, { operation: sell, input: { how: 7 } }, {})
    expect(JSON.parse(content[0]!.text)).toMatchObject({ error: { message: 'Validation failed', details: { how: [expect.any(String)] } } })
  })

  it('is not asked about an error of our own, nor about the operations of others', async () => {
    expect(await refused('/api/v1/bread', { how: 'oddly' })).toMatchObject({
      kind: 'internal',
      message: expect.stringContaining('on our side'),
    })
    expect(await refused('/api/ops/sell_milk', {})).toMatchObject({ message: expect.stringContaining('cannot take this input') })
    await expect(localCaller(shop.application, localPrincipal()).call('sell_air', {})).rejects.toMatchObject({
      code: 'operation_not_found',
    })
  })

  it('becomes an error of our own where it has no words, with nothing foreign in it', async () => {
    const error = await refused('/api/v1/bread', { how: 'x' }, {} as typeof shop.owner)
    expect(error).toMatchObject({ status: 500, kind: 'internal' })
    expect(JSON.stringify(error)).not.toContain('no words')
    expect(shop.log()).toContain('no words for this')
  })
})
