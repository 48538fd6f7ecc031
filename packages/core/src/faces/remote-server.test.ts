import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localPrincipal } from '../accounts/identities.ts'
import { accounts } from '../accounts/module.ts'
import type { Caller } from '../caller.ts'
import { completionName } from '../completion.ts'
import { localCaller } from '../local-caller.ts'
import { notes, type TestApp, testApp } from './http/fixtures/app.ts'
import { type Listening, serveHttp } from './http/serve.ts'
import { remoteCaller } from './remote.ts'

const modules = [notes, accounts]

let served: TestApp
let listening: Listening
beforeAll(async () => {
  served = await testApp({}, modules)
  listening = await serveHttp(served.app, { port: 0, auth: 'token' })
})
afterAll(async () => {
  await listening.close()
  await served.application.close()
})

function callerWith(headers: Record<string, string>): Caller {
  return remoteCaller({ server: listening.url, key: headers.authorization!.slice('Bearer '.length), modules })
}

describe('against our own server', () => {
  test.each<[string, unknown]>([
    ['get_note', { note_id: 'N-1' }],
    ['save_note', { id: 'N-1', title: 'Milk' }],
    ['save_note', { id: 'N-1' }],
    ['save_note', { id: 'N-1', title: 'Milk', color: 'red' }],
    ['delete_note', { note_id: 'N-1' }],
    ['note_guide', {}],
    ['tidy_notes', {}],
    [completionName(notes), { argument: 'note_id', text: '' }],
    [completionName(notes), { argument: 'color', text: '' }],
  ])('%s of %j answers as it does in this process', async (name, input) => {
    const outcomeOf = async (caller: Caller) => caller.call(name, input).catch((error: unknown) => ({ refused: error }))
    const local = await outcomeOf(localCaller(served.application, localPrincipal()))
    expect(await outcomeOf(callerWith(served.owner))).toEqual(local)
  })

  test('a mistake of the server comes with the id under which its log has it', async () => {
    const error = await callerWith(served.owner)
      .call('break_note', {})
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ kind: 'internal', message: expect.not.stringContaining('hunter2') })
    expect(served.log()).toContain((error as { details: { id: string } }).details.id)
  })

  test('an unknown key is refused', async () => {
    const stranger = remoteCaller({ server: listening.url, key: 'lc_nobody', modules })
    await expect(stranger.call('get_note', { note_id: 'N-1' })).rejects.toMatchObject({ kind: 'unauthenticated', status: 401 })
  })

  test("an agent's key may use what agents may", async () => {
    const names = await callerWith(served.agent).allowed()
    expect(names?.has('ready_notes')).toBe(true)
    expect(names?.has('delete_note')).toBe(false)
  })

  test("the owner's key hides nothing that it may use through the identities of its machine", async () => {
    const names = await callerWith(served.owner).allowed()
    expect(names === undefined || names.has('ready_notes')).toBe(true)
  })
})
