import { setImmediate as breathe } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { localPrincipal } from '../accounts/identities.ts'
import type { Actor } from '../actor.ts'
import { createApplication } from '../application.ts'
import { call } from '../call.ts'
import { steps } from '../fixtures/steps.ts'
import { useDatabase, useLoop } from '../fixtures/use-loop.ts'
import { testDatabases, testLoop } from '../testing/index.ts'
import { readEvents } from './log.ts'

describe.each(testDatabases())('an event on $name', (kind) => {
  const loop = useLoop(kind, [steps])
  const last = async () => (await loop().events()).at(-1)

  it('carries who did it, through which module, in which trace, and when', async () => {
    const actor = {
      tenant: 'local',
      role: 'agent',
      key: 'k1',
      keyName: 'laptop',
      agent: { id: 'a1', name: 'ada', type: 'implementer' },
      member: { id: 'm1', name: 'Mia' },
    } as const
    await loop().call('report_steps', { entity: 'e1', task: 't1', audience: ['owner'] }, { as: actor, traceId: 'c'.repeat(32) })
    expect(await last()).toMatchInlineSnapshot(
      { id: expect.any(String), seq: expect.any(Number) },
      `
      {
        "actor": {
          "id": "a1",
          "name": "ada",
          "role": "agent",
        },
        "after": {
          "step": 1,
        },
        "at": "2026-01-05T12:00:00.000Z",
        "audience": [
          "owner",
        ],
        "before": {
          "step": 0,
        },
        "entity": "e1",
        "id": Any<String>,
        "key": {
          "id": "k1",
          "name": "laptop",
        },
        "module": "steps",
        "seq": Any<Number>,
        "task": "t1",
        "trace": "cccccccccccccccccccccccccccccccc",
        "type": "step.taken",
      }
    `,
    )
  })

  it('carries what it happened within, and what else belongs to it', async () => {
    await loop().call('report_steps', { entity: 'e2', scope: 'p1', details: { story_id: 's1', rows: 3 } })
    expect(await last()).toMatchObject({ entity: 'e2', scope: 'p1', details: { story_id: 's1', rows: 3 } })
    await loop().call('report_steps', { entity: 'e3' })
    expect(Object.keys((await last())!)).not.toEqual(expect.arrayContaining(['scope', 'details', 'key', 'by', 'impersonated']))
  })

  it("is nobody's deed where the system acted in consequence", async () => {
    const actor: Actor = { tenant: 'local', role: 'orchestrator', key: 'k1', keyName: 'laptop' }
    await loop().call('report_steps', { entity: 'e4', by: 'system:auto_reset' }, { as: actor })
    const event = await last()
    expect(event).toMatchObject({ entity: 'e4', by: 'system:auto_reset', actor: null })
    expect(event).not.toHaveProperty('key')
  })

  it("names the superadmin who acted in place of a tenant's own people", async () => {
    const actor: Actor = { tenant: 'local', role: 'orchestrator', impersonator: { key: 'k9', name: 'root' } }
    await loop().call('report_steps', { entity: 'e5' }, { as: actor })
    const event = await last()
    expect(event).toMatchObject({ actor: { id: 'k9', role: 'orchestrator' }, impersonated: { by: 'k9', role: 'orchestrator' } })
    expect(event).not.toHaveProperty('key')
  })

  it('stands in the log in the order in which it was emitted', async () => {
    await loop().call('report_steps', { entity: 'ordered', count: 9 })
    const own = (await loop().events()).filter(({ entity }) => entity === 'ordered')
    expect(own.map(({ after }) => after?.step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(new Set(own.map(({ id }) => id)).size).toBe(9)
  })

  it.each(['update core_events set entity = null', "update core_events set type = 'x.y' where seq = 1", 'delete from core_events'])(
    'cannot be changed or deleted, because the database refuses: %s',
    async (statement) => {
      const before = await loop().events()
      const change = loop().application.storage.transaction('local', 'write', (db) => sql.raw(statement).execute(db))
      await expect(change).rejects.toThrow('rows can only be added here')
      expect(await loop().events()).toEqual(before)
    },
  )
})

describe.each(testDatabases())('events of many writers at once on $name', (kind) => {
  const url = useDatabase(kind)

  it('are numbered in the order of their commits: whoever reads on from the last number misses none', async () => {
    const applications = [1, 2, 3].map(() => createApplication([steps], { databaseUrl: url() }))
    onTestFinished(async () => void (await Promise.all(applications.map((application) => application.close()))))
    const reader = testLoop([steps], { databaseUrl: url() })
    onTestFinished(() => reader.close())
    const seen: number[] = []
    const readOn = async () => {
      const query = { reader: 'owner', limit: 500, after: seen.at(-1) ?? 0 }
      const events = await reader.application.storage.transaction('local', 'read', (db) => readEvents(db, query))
      seen.push(...events.map(({ seq }) => seq))
    }
    let writing = true
    const reading = (async () => {
      while (writing) {
        await readOn()
        // A database in this process answers so directly that the writers' pauses would never end.
        await breathe()
      }
    })()
    const report = (entity: number) =>
      call(applications[entity % 3]!, 'report_steps', { entity: String(entity), count: 3 }, { principal: localPrincipal() })
    await Promise.all(Array.from({ length: 45 }, (_, entity) => report(entity)))
    writing = false
    await reading
    await readOn()
    const all = await reader.events()
    expect(all).toHaveLength(135)
    expect(seen).toEqual(all.map(({ seq }) => seq))
    const times = all.map(({ at }) => at)
    expect(times).toEqual(times.toSorted())
    // Each transaction's events stand together: nobody else's came between.
    expect(all.map(({ after }) => after?.step)).toEqual(Array.from({ length: 135 }, (_, index) => (index % 3) + 1))
  })
})
