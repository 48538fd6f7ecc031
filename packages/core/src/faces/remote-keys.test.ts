import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { LoopError } from '../error.ts'
import { defineModule } from '../module.ts'
import { type Operation, operation } from '../operation.ts'
import { testCommandLine } from './cli/fixtures/command.ts'
import { remoteCaller } from './remote.ts'
import type { RemoteKeys } from './remote-keys.ts'

function showKey(name: string, gate: Pick<Operation, 'roles' | 'actsAs'>) {
  const shown = { input: z.object({}), output: z.object({ key: z.string() }), run: async () => ({ key: 'none' }) }
  return operation({ ...shown, ...gate, name, title: name, summary: 'Which key was sent.', kind: 'effect' })
}

const stories = defineModule({
  name: 'stories',
  title: 'Stories',
  operations: [
    showKey('claim_story', { roles: ['agent'], actsAs: 'implementer-local' }),
    showKey('search_knowledge', { roles: ['agent', 'orchestrator', 'user'], actsAs: 'implementer-local' }),
    showKey('report_story', { roles: ['agent', 'orchestrator'], actsAs: 'reviewer-local' }),
    showKey('verify_story', { roles: ['orchestrator'], actsAs: 'orchestrator-local' }),
    showKey('get_story', { roles: ['agent', 'orchestrator', 'user'] }),
    showKey('delete_project', { roles: ['user'] }),
    showKey('get_health', { roles: ['public'] }),
  ],
})

const roleOfKey: Record<string, string> = { im: 'agent', re: 'orchestrator', or: 'orchestrator' }
const all: RemoteKeys = { implementer: 'im', reviewer: 're', orchestrator: 'or', user: 'us' }

/** A server that answers with the key that it was shown, and knows the role of three of them. */
let server: Server
let address: string
let requests = 0
beforeAll(async () => {
  server = createServer((request, response) => {
    requests++
    const key = request.headers.authorization?.slice('Bearer '.length) ?? 'none'
    if (request.url === '/api/ops/delete_project' && key === 'none') {
      response.writeHead(401).end(JSON.stringify(new LoopError('unauthenticated', 'This call needs a key.')))
    } else response.end(JSON.stringify({ key, role: roleOfKey[key] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

const callerWith = (keys: RemoteKeys, key?: string) => remoteCaller({ server: address, modules: [stories], keys, key })

describe('an operation is called with', () => {
  test.each<[string, string, RemoteKeys, string]>([
    ['the key of the identity that it acts as', 'claim_story', all, 'im'],
    ['the key of the identity that it acts as', 'report_story', all, 're'],
    ['the key of the identity that it acts as', 'verify_story', all, 'or'],
    ["the orchestrator's in the place of the reviewer's", 'report_story', { orchestrator: 'or', user: 'us' }, 'or'],
    ["the orchestrator's where that may do the same", 'search_knowledge', { orchestrator: 'or', user: 'us' }, 'or'],
    ["the orchestrator's where nobody in particular acts", 'get_story', all, 'or'],
    ["then the user's", 'get_story', { implementer: 'im', user: 'us' }, 'us'],
    ['then any', 'get_story', { reviewer: 're' }, 're'],
    ['one whose role it is for', 'delete_project', all, 'us'],
    ['one that the server will refuse rather than none', 'delete_project', { implementer: 'im' }, 'im'],
    ['none where it needs none and there is none', 'get_health', {}, 'none'],
    ['none where none is set, since the server may need none', 'claim_story', {}, 'none'],
  ])('%s: %s of %j', async (_, name, keys, key) => {
    expect(await callerWith(keys).call(name, {})).toMatchObject({ key })
  })

  test('LOOP_KEY wherever that is set', async () => {
    for (const { name } of stories.operations) expect(await callerWith(all, 'one').call(name, {})).toMatchObject({ key: 'one' })
  })
})

describe('where no key fits', () => {
  test.each([
    ['claim_story', 'LOOP_KEY_IMPLEMENTER'],
    ['report_story', 'LOOP_KEY_REVIEWER or LOOP_KEY_ORCHESTRATOR'],
    ['verify_story', 'LOOP_KEY_ORCHESTRATOR'],
  ])('%s is refused before anything is sent', async (name, variables) => {
    const before = requests
    await expect(callerWith({ user: 'us' }).call(name, {})).rejects.toMatchObject({
      kind: 'unauthenticated',
      code: 'key_missing',
      message: `${name} needs a key, and none that fits is set.`,
      hints: [`Set LOOP_KEY or ${variables}.`],
    })
    expect(requests).toBe(before)
  })

  test('and the server does need one, the variables are named just so', async () => {
    await expect(callerWith({}).call('delete_project', {})).rejects.toMatchObject({
      code: 'key_missing',
      hints: ['Set LOOP_KEY or LOOP_KEY_USER or LOOP_KEY_ORCHESTRATOR or LOOP_KEY_IMPLEMENTER or LOOP_KEY_REVIEWER.'],
    })
  })

  test('the command line says so, and exits with 1', async () => {
    const line = testCommandLine([stories])
    expect(await line.run(['story', 'claim'], { caller: callerWith({ user: 'us' }) })).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'Error: "story claim" needs a key, and none that fits is set. (401 key_missing)\n  Set LOOP_KEY or LOOP_KEY_IMPLEMENTER.\n',
    })
    await line.close()
  })
})

describe('what may be called', () => {
  const forAgents = ['claim_story', 'search_knowledge', 'report_story', 'get_story', 'get_health']

  test('is what one of the keys may call', async () => {
    expect(await callerWith({ implementer: 'im' }).allowed()).toEqual(new Set(forAgents))
    expect(await callerWith({ implementer: 'im', reviewer: 're' }).allowed()).toEqual(new Set([...forAgents, 'verify_story']))
  })

  test('is not known where one of the keys cannot be judged', async () => {
    expect(await callerWith(all).allowed()).toBeUndefined()
  })

  test('is what LOOP_KEY may call where that is set', async () => {
    expect(await callerWith({ reviewer: 're' }, 'im').allowed()).toEqual(new Set(forAgents))
  })
})

test('a key that no header can hold is named by its variable, but not shown', () => {
  expect(() => callerWith({ reviewer: 'lc secret' })).toThrow('LOOP_KEY_REVIEWER has a character that no key has, such as a blank.')
})
