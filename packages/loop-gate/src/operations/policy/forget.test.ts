import { expect, it } from 'vitest'
import { describeGate } from '../../fixtures/gated.ts'
import { readAccepted } from '../../policy/accepted.ts'
import { hashOfPolicy } from '../../policy/policy-file.ts'
import { workspaceId } from '../../policy/workspace.ts'

const policy = 'version: 1\nmode: enforce\n'

describeGate('forget_policy', (make) => {
  it('ends what was accepted, with its pause, and leaves the file', async () => {
    const { accept, call, stop, home, root, loop } = await make()
    await accept(policy)
    await call('pause_gate')
    expect(await call('forget_policy')).toEqual({ workspace: workspaceId(root), root })
    expect(await readAccepted(home, workspaceId(root))).toBeUndefined()
    expect(await stop()).toEqual({ systemMessage: expect.stringContaining('nobody accepted') })
    const last = (await loop.events()).at(-1)
    expect(last).toMatchObject({ type: 'policy.forgotten', scope: workspaceId(root), before: { hash: hashOfPolicy(policy) } })
    await accept(policy)
    expect(await stop()).toMatchObject({ decision: 'block' })
  })

  it('ends also a copy that the database knows nothing of', async () => {
    const { accept, call, home, root, loop } = await make()
    await accept(policy)
    await loop.application.storage.transaction('local', 'write', (db) =>
      db.deleteFrom('gate_policies').where('workspace_id', '=', workspaceId(root)).execute(),
    )
    expect(await call('check_policy')).toMatchObject({ copy: 'only_copy' })
    await call('forget_policy')
    expect(await readAccepted(home, workspaceId(root))).toBeUndefined()
  })

  it('has nothing to do where nothing was accepted', async () => {
    const { refusal } = await make({ '.loop/gate.yaml': policy })
    expect(await refusal('forget_policy')).toMatchObject({ code: 'policy_not_accepted' })
  })
})
