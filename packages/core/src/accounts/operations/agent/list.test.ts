import { beforeAll, describe, expect, it } from 'vitest'
import { useLoop } from '../../../fixtures/use-loop.ts'
import { testDatabases } from '../../../testing/index.ts'
import { accounts } from '../../module.ts'

describe.each(testDatabases())('list_agents on $name', (kind) => {
  const loop = useLoop(kind, [accounts])
  beforeAll(async () => {
    for (const name of ['zoe', 'Ada']) await loop().call('create_agent', { name, type: 'implementer' })
  })

  it('shows the agents by name, those of this machine among them', async () => {
    const { agents } = (await loop().call('list_agents')) as { agents: { name: string }[] }
    expect(agents.map(({ name }) => name)).toEqual(['Ada', 'implementer-local', 'orchestrator-local', 'reviewer-local', 'zoe'])
    expect(agents[0]).toEqual({
      id: expect.any(String),
      name: 'Ada',
      type: 'implementer',
      member_id: 'owner',
      created_at: '2026-01-05T12:00:00.000Z',
    })
  })

  it('shows those of another tenant to nobody here', async () => {
    expect(await loop().call('list_agents', {}, { as: { tenant: 'other', role: 'user' } })).toEqual({ agents: [] })
  })

  it('is not for agents', async () => {
    await expect(loop().call('list_agents', {}, { as: 'agent' })).rejects.toMatchObject({ kind: 'forbidden' })
  })
})
