import { describe, expect, it } from 'vitest'
import { useLoop } from '../../fixtures/use-loop.ts'
import { testDatabases } from '../../testing/index.ts'
import { accounts } from '../module.ts'

describe.each(testDatabases())('who_am_i on $name', (kind) => {
  const loop = useLoop(kind, [accounts])

  it('tells an agent which key, agent and member it acts with', async () => {
    const as = {
      tenant: 'local',
      role: 'agent',
      key: 'k1',
      agent: { id: 'a1', name: 'ada', type: 'implementer' },
      member: { id: 'm1', name: 'Mia' },
    } as const
    expect(await loop().call('who_am_i', {}, { as })).toMatchInlineSnapshot(`
      {
        "agent": {
          "id": "a1",
          "name": "ada",
        },
        "key_id": "k1",
        "member": {
          "id": "m1",
          "name": "Mia",
        },
        "role": "agent",
        "tenant": "local",
      }
    `)
  })

  it('tells the owner of this machine that there is no key', async () => {
    expect(await loop().call('who_am_i')).toEqual({
      tenant: 'local',
      role: 'user',
      key_id: null,
      agent: null,
      member: { id: 'owner', name: 'Owner' },
    })
  })

  it.each(['user', 'orchestrator', 'agent', 'superadmin'] as const)('answers the role %s', async (as) => {
    expect(await loop().call('who_am_i', {}, { as })).toMatchObject({ role: as })
  })
})
