import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Address, type AnyClient, byHand, newSdk, oldSdk } from './clients.ts'
import { emptyHome, gateBin, gatewayBin, type StartedServer, startHttp } from './started.ts'

const examples = {
  hollow: {
    task_summary: 'Fix auth bug',
    work_done: 'Modified the code',
    stopping_reason: 'task_complete',
    confidence: 0.7,
    verification_done: false,
  },
  complete: {
    task_summary: 'Fix authentication bug',
    work_done: '1. Analyzed auth.js. 2. Found session token issue. 3. Fixed validation logic. 4. Added unit tests. 5. All tests pass.',
    stopping_reason: 'task_complete',
    confidence: 0.95,
    verification_done: true,
  },
  waiting: {
    task_summary: 'Implement new feature',
    work_done: 'Analyzed requirements, identified two possible approaches',
    stopping_reason: 'waiting_for_user',
  },
}

let home: Awaited<ReturnType<typeof emptyHome>>
let gateway: StartedServer

beforeAll(async () => {
  home = await emptyHome()
  gateway = await startHttp(gatewayBin, home.environment)
})

afterAll(async () => {
  await gateway?.stop()
  await home?.remove()
})

const clients = { 'SDK 2': newSdk, 'SDK 1': oldSdk, 'a client written by hand': byHand }
const addresses: Record<string, () => Address> = {
  'loop-gate over stdio': () => ({ bin: gateBin, environment: home.environment }),
  'the gateway over stdio': () => ({ bin: gatewayBin, environment: home.environment }),
  'the gateway at /mcp': () => ({ url: `${gateway.url}/mcp`, key: gateway.key }),
  'the gateway at /mcp/gate': () => ({ url: `${gateway.url}/mcp/gate`, key: gateway.key }),
}

describe.each(Object.entries(clients))('%s', (_, connect) => {
  describe.each(Object.entries(addresses))('with %s', (_, address) => {
    let client: AnyClient

    beforeAll(async () => {
      client = await connect(address())
    })

    afterAll(() => client?.close())

    it('lists should_continue with six arguments, three of them required', async () => {
      const { inputSchema } = (await client.listTools()).find(({ name }) => name === 'should_continue')!
      expect(Object.keys(inputSchema.properties as object)).toHaveLength(6)
      expect(inputSchema.required).toEqual(['task_summary', 'work_done', 'stopping_reason'])
    })

    it('gets the three answers of the reference', async () => {
      const hollow = await client.callTool('should_continue', examples.hollow)
      expect(hollow.text.split('\n')[0]).toBe('❌ DO NOT STOP - CONTINUE WORKING')
      expect(hollow).toMatchObject({ isError: false, structured: { approved: false } })
      expect(hollow.structured!.issues).toMatchObject([
        { title: 'No verification done' },
        { title: 'Confidence too low (< 80%)' },
        { title: 'Work summary too short' },
      ])
      const complete = await client.callTool('should_continue', examples.complete)
      expect(complete.text.split('\n')[0]).toBe('✅ APPROVED TO STOP')
      const waiting = await client.callTool('should_continue', examples.waiting)
      expect(waiting.text.split('\n')[0]).toBe('✅ APPROVED TO STOP (needs user input)')
      expect(waiting.structured!.decision_id).toMatch(/^dc_/)
    })

    it('is told what is wrong with a bad argument', async () => {
      const refusal = await client.callTool('should_continue', { ...examples.waiting, confidence: 1.2 })
      expect(refusal).toMatchObject({ isError: true, structured: undefined })
      expect(JSON.parse(refusal.text).error).toMatchObject({ kind: 'invalid_input', message: expect.stringContaining('confidence') })
    })
  })
})
