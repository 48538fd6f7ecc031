import { describe, expect, it } from 'vitest'
import { useLoop } from '../../../fixtures/use-loop.ts'
import { testDatabases } from '../../../testing/index.ts'
import { accounts } from '../../module.ts'

describe.each(testDatabases())('list_keys on $name', (kind) => {
  const loop = useLoop(kind, [accounts])
  const create = async (name: string) => {
    loop().pass(1000)
    return (await loop().call('create_key', { name, role: 'agent' })) as { key: { id: string }; token: string }
  }
  const list = async (input = {}) => (await loop().call('list_keys', input)).keys as { name: string; revoked_at: string | null }[]

  it('shows keys newest first, and never the key itself or its hash', async () => {
    const [older, newer] = [await create('older'), await create('newer')]
    const keys = await list()
    expect(keys).toEqual([newer.key, older.key])
    expect(Object.keys(keys[0]!).sort()).toEqual(
      ['agent_id', 'created_at', 'expires_at', 'id', 'name', 'personal', 'prefix', 'revoked_at', 'role'].sort(),
    )
    expect(JSON.stringify(keys)).not.toContain(newer.token)
  })

  it('shows revoked ones only if they are wanted', async () => {
    const { key } = await create('revoked')
    await loop().call('revoke_key', { id: key.id })
    expect((await list()).map(({ name }) => name)).toEqual(['newer', 'older'])
    expect((await list({ include_revoked: true }))[0]).toMatchObject({ name: 'revoked', revoked_at: expect.any(String) })
  })

  it.each(['agent', 'orchestrator'] as const)('is not for the role %s', async (as) => {
    await expect(loop().call('list_keys', {}, { as })).rejects.toMatchObject({ kind: 'forbidden' })
  })
})
