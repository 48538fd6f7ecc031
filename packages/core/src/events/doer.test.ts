import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../actor.ts'
import { steps } from '../fixtures/steps.ts'
import { useLoop } from '../fixtures/use-loop.ts'
import { testDatabases } from '../testing/index.ts'
import { doerOf, doers, labelOfActor, labelOfDoer } from './doer.ts'
import type { LoopEvent } from './event.ts'
import { countMatching, type EventFilter, readEvents } from './log.ts'

const reader: Actor = { tenant: 'local', role: 'user', member: { id: 'owner', name: 'Owner' } }

describe.each(testDatabases())('who did what is in the log on $name', (kind) => {
  const loop = useLoop(kind, [steps])
  const acted: string[] = []
  const read = (filter: Partial<EventFilter>) =>
    loop().application.storage.transaction('local', 'read', async (db) => {
      const events = await readEvents(db, { reader: 'owner', limit: 100, ...filter })
      expect(await countMatching(db, { reader: 'owner', ...filter })).toBe(events.length)
      return events
    })

  beforeAll(async () => {
    const report = (entity: string, more: object, as?: Actor) => {
      if (as) acted.push(labelOfActor(as))
      return loop().call('report_steps', { entity, ...more }, { as })
    }
    const agent = { id: 'a1', name: 'ada', type: 'implementer' } as const
    await report('story', {}, { tenant: 'local', role: 'agent', key: 'k1', keyName: 'laptop', agent })
    await report('artifact', { task: 'story' }, { tenant: 'local', role: 'agent', agent })
    await report('reset', { by: 'system:auto_reset' })
    await report('arrival', { by: 'human:webauthn' })
    await report('other', { task: 'artifact' }, { tenant: 'local', role: 'user', impersonator: { key: 'k9', name: 'root' } })
    await report('last', {}, { tenant: 'local', role: 'orchestrator', key: 'k2' })
  })

  it('as a label, which names the key, the person, the system or the superadmin', async () => {
    expect((await read({})).map((event) => labelOfDoer(event, reader))).toEqual([
      'agent:laptop',
      'agent:ada',
      'system:auto_reset',
      'human:webauthn',
      'superadmin:impersonating:local',
      'orchestrator:k2',
    ])
  })

  it('under the label that they had while they acted', async () => {
    const labels = (await read({})).map((event) => labelOfDoer(event, reader))
    expect(acted).toEqual(labels.filter((label) => !/^(system|human):/.test(label)))
  })

  it.each(doers)('and is found again by the sort of doer: %s', async (doer) => {
    const all = await read({})
    const found = await read({ doer })
    expect(found.length).toBeGreaterThan(0)
    expect(found).toEqual(all.filter((event) => doerOf(event) === doer))
  })

  it('and by what it happened to or belongs to', async () => {
    expect((await read({ about: 'story' })).map(({ entity }) => entity)).toEqual(['story', 'artifact'])
    expect(await read({ about: 'no such' })).toEqual([])
  })

  it('and by the modules through which it happened', async () => {
    expect(await read({ modules: ['steps', 'no such'] })).toHaveLength(6)
    expect(await read({ modules: ['no such'] })).toEqual([])
    expect(await read({ modules: [] })).toEqual([])
  })
})

it("a superadmin is one with a key of their own as well as in somebody's place", () => {
  const event = { actor: { id: 'k9', role: 'superadmin' }, key: { id: 'k9' } } as LoopEvent
  expect(doerOf(event)).toBe('superadmin')
})
