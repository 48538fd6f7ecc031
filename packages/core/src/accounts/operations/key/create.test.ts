import { describe, expect, it } from 'vitest'
import { recordingLog } from '../../../fixtures/recording-log.ts'
import { useLoop } from '../../../fixtures/use-loop.ts'
import { testDatabases } from '../../../testing/index.ts'
import { authenticate } from '../../authenticate.ts'
import { accounts } from '../../module.ts'
import { ensureLocalTenant } from '../../tenants.ts'

const { log, lines } = recordingLog()
const now = new Date('2026-01-05T12:00:00Z')

describe.each(testDatabases())('create_key on $name', (kind) => {
  const loop = useLoop(kind, [accounts], { log })
  const create = (more: object = {}) => loop().call('create_key', { name: 'ci', role: 'agent', ...more })
  const who = async (token: unknown) => {
    const { storage } = loop().application
    await ensureLocalTenant(storage, now)
    return authenticate(storage, String(token), now)
  }

  it('shows the key this once, also before anything else was written', async () => {
    expect(await create()).toMatchInlineSnapshot(
      { key: { id: expect.any(String), prefix: expect.any(String) }, token: expect.stringMatching(/^lc_[\w-]{40}$/) },
      `
      {
        "key": {
          "agent_id": null,
          "created_at": "2026-01-05T12:00:00.000Z",
          "expires_at": null,
          "id": Any<String>,
          "name": "ci",
          "personal": false,
          "prefix": Any<String>,
          "revoked_at": null,
          "role": "agent",
        },
        "token": StringMatching /\\^lc_\\[\\\\w-\\]\\{40\\}\\$/,
      }
    `,
    )
  })

  it('makes a key that opens the door to its role, in the name of who made it', async () => {
    const { token } = await create({ role: 'orchestrator' })
    expect(await who(token)).toMatchObject({ actor: { role: 'orchestrator', member: { id: 'owner' } }, identities: {} })
  })

  it('makes a key for an agent, which carries agent and member', async () => {
    const { token } = await create({ agent_id: 'reviewer-local', role: 'orchestrator' })
    expect(await who(token)).toMatchObject({ actor: { agent: { id: 'reviewer-local', type: 'orchestrator' }, member: { id: 'owner' } } })
    await expect(create({ agent_id: 'no-such-agent' })).rejects.toMatchObject({ kind: 'not_found', code: 'agent_not_found' })
  })

  it('lets the key end after some days', async () => {
    expect(await create({ expires_in_days: 30 })).toMatchObject({ key: { expires_at: '2026-02-04T12:00:00.000Z' } })
    await expect(create({ expires_in_days: 0 })).rejects.toMatchObject({ kind: 'invalid_input' })
  })

  it('makes no key above the person who asks', async () => {
    await expect(create({ role: 'superadmin' })).rejects.toThrow('role: must be one of user, orchestrator, agent')
  })

  it('leaves an event and never the key itself in log or events', async () => {
    const { key, token } = (await create()) as { key: { id: string }; token: string }
    const events = await loop().events()
    expect(events.at(-1)).toMatchObject({ type: 'key.created', entity: key.id, after: { role: 'agent', agent_id: null, expires_at: null } })
    expect(JSON.stringify([events, lines])).not.toContain(token)
  })

  it.each(['agent', 'orchestrator'] as const)('is not for the role %s', async (as) => {
    await expect(loop().call('create_key', { name: 'x', role: 'agent' }, { as })).rejects.toMatchObject({ kind: 'forbidden' })
  })
})
