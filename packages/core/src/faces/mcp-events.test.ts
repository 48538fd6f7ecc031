import type { JSONRPCMessage } from '@modelcontextprotocol/server'
import { expect, test } from 'vitest'
import { boundedEventStore } from './mcp-events.ts'

const message = (method: string): JSONRPCMessage => ({ jsonrpc: '2.0', method })

async function replay(store: ReturnType<typeof boundedEventStore>, lastId: string): Promise<JSONRPCMessage[]> {
  const seen: JSONRPCMessage[] = []
  await store.replayEventsAfter(lastId, { send: async (_id, event) => void seen.push(event) })
  return seen
}

test('what came after an event on the same stream is replayed in order', async () => {
  const store = boundedEventStore()
  const first = await store.storeEvent('a', message('one'))
  await store.storeEvent('b', message('elsewhere'))
  await store.storeEvent('a', message('two'))
  await store.storeEvent('a', message('three'))
  expect(await replay(store, first)).toEqual([message('two'), message('three')])
})

test('the oldest events are forgotten, and their ids with them', async () => {
  const store = boundedEventStore({ maxEvents: 2 })
  const ids = [
    await store.storeEvent('a', message('one')),
    await store.storeEvent('a', message('two')),
    await store.storeEvent('a', message('three')),
  ]
  expect(await Promise.all(ids.map((id) => store.getStreamIdForEventId?.(id)))).toEqual([undefined, 'a', 'a'])
  expect(await replay(store, ids[0] ?? '')).toEqual([])
})

test('a message larger than the whole store is not kept', async () => {
  const store = boundedEventStore({ maxCharacters: 100 })
  const small = await store.storeEvent('a', message('small'))
  const large = await store.storeEvent('a', message('x'.repeat(200)))
  expect(await store.getStreamIdForEventId?.(small)).toBeUndefined()
  expect(await store.getStreamIdForEventId?.(large)).toBeUndefined()
})
