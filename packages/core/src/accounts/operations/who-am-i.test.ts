import { describe, expect, it } from 'vitest'
import { useLoop } from '../../fixtures/use-loop.ts'
import { testDatabases } from '../../testing/index.ts'
import { authenticate } from '../authenticate.ts'
import { identitiesOf, localOwner } from '../identities.ts'
import { accounts } from '../module.ts'
import { ensureOwnerKey } from '../owner-key.ts'

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
        "roles": [
          "agent",
        ],
        "tenant": "local",
      }
    `)
  })

  it('tells the owner of this machine that there is no key', async () => {
    expect(await loop().call('who_am_i')).toEqual({
      tenant: 'local',
      role: 'user',
      roles: ['user', 'agent', 'orchestrator'],
      key_id: null,
      agent: null,
      member: { id: 'owner', name: 'Owner' },
    })
  })

  it('tells an identity that was chosen on this machine only its own role', async () => {
    const as = identitiesOf('local', localOwner)['reviewer-local']!
    expect(await loop().call('who_am_i', {}, { as })).toMatchObject({ roles: ['orchestrator'] })
  })

  it('tells a personal key the roles of its identities', async () => {
    const token = await ensureOwnerKey(loop().application.storage, new Date())
    const { actor } = await authenticate(loop().application.storage, token!, new Date())
    expect(await loop().call('who_am_i', {}, { as: actor! })).toMatchObject({ roles: ['user', 'agent', 'orchestrator'] })
  })

  it.each(['user', 'orchestrator', 'agent', 'superadmin'] as const)('answers the role %s', async (as) => {
    expect(await loop().call('who_am_i', {}, { as })).toMatchObject({ role: as })
  })
})
