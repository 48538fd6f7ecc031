import { describe, expect, it } from 'vitest'
import { useLoop } from '../../../fixtures/use-loop.ts'
import { testDatabases } from '../../../testing/index.ts'
import { accounts } from '../../module.ts'

describe.each(testDatabases())('create_agent on $name', (kind) => {
  const loop = useLoop(kind, [accounts])

  it('adds an agent that belongs to who made it, also before anything else was written', async () => {
    const answer = await loop().call('create_agent', { name: 'ada', type: 'implementer' })
    expect(answer).toMatchInlineSnapshot(
      { agent: { id: expect.any(String) } },
      `
      {
        "agent": {
          "created_at": "2026-01-05T12:00:00.000Z",
          "id": Any<String>,
          "member_id": "owner",
          "name": "ada",
          "type": "implementer",
        },
      }
    `,
    )
    const { id } = answer.agent as { id: string }
    expect(await loop().events()).toMatchObject([
      { type: 'agent.created', entity: id, after: { type: 'implementer' }, actor: { id: 'owner' } },
    ])
  })

  it('refuses a name that another agent has', async () => {
    await expect(loop().call('create_agent', { name: 'ada', type: 'orchestrator' })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'agent_exists',
    })
    await expect(loop().call('create_agent', { name: 'reviewer-local', type: 'implementer' })).rejects.toMatchObject({
      code: 'agent_exists',
    })
  })

  it('belongs to nobody if nobody in particular makes it', async () => {
    const answer = await loop().call(
      'create_agent',
      { name: 'lone', type: 'implementer' },
      { as: { tenant: 'other', role: 'user', key: 'k1' } },
    )
    expect(answer).toMatchObject({ agent: { member_id: null } })
    expect((await loop().call('list_agents', {}, { as: { tenant: 'other', role: 'user' } })).agents).toHaveLength(1)
  })

  it('needs a name and one of the two types', async () => {
    await expect(loop().call('create_agent', { name: '', type: 'reviewer' })).rejects.toThrow(
      'name: must have at least 1 characters; type: must be one of implementer, orchestrator',
    )
  })

  it.each(['agent', 'orchestrator'] as const)('is not for the role %s', async (as) => {
    await expect(loop().call('create_agent', { name: 'x', type: 'implementer' }, { as })).rejects.toMatchObject({ kind: 'forbidden' })
  })
})
