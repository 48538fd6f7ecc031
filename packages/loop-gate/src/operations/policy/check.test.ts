import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { doctorPoints } from '../../doctor/points.ts'
import { describeGate, type Gated } from '../../fixtures/gated.ts'
import { readAccepted, writeAccepted } from '../../policy/accepted.ts'
import { acceptedPath, workspaceId } from '../../policy/workspace.ts'

const policy = 'version: 1\nmode: enforce\n'

/** What doctor says of the policy. */
const doctor = async ({ call }: Gated) => {
  const caller = {
    call: (name: string, input: unknown) => call(name, input as object),
    allowed: async () => undefined,
    close: async () => {},
  }
  return doctorPoints.find(({ name }) => name === 'policy')!.check({}, caller)
}

describeGate('check_policy, for doctor', (make) => {
  it('finds nothing wrong with a copy that says what the database says, nor with none', async () => {
    const gated = await make()
    expect(await doctor(gated)).toBeUndefined()
    await gated.accept(policy)
    await gated.call('pause_gate')
    expect(await doctor(gated)).toBeUndefined()
  })

  it('writes a copy anew that was changed, damaged or lost, and keeps the mode of the person', async () => {
    const gated = await make()
    const { accept, home, root } = gated
    await accept(policy)
    const path = acceptedPath(home, workspaceId(root))
    const copy = (await readAccepted(home, workspaceId(root))) as Exclude<Awaited<ReturnType<typeof readAccepted>>, 'damaged' | undefined>
    const text = readFileSync(path, 'utf8')
    for (const broken of ['{', text.replace('"enforce"', '"off"')]) {
      writeFileSync(path, broken)
      expect(await doctor(gated)).toContain('written anew')
      expect([readFileSync(path, 'utf8'), await doctor(gated)]).toEqual([text, undefined])
    }
    await writeAccepted(home, { ...copy, mode_override: 'warn', paused_until: '2030-01-01T00:00:00.000Z' })
    expect(await doctor(gated)).toContain(path)
    expect(await readAccepted(home, workspaceId(root))).toEqual({ ...copy, mode_override: 'warn' })
  })

  it('leaves a copy that the database knows nothing of to a person', async () => {
    const gated = await make()
    const { accept, loop, root } = gated
    await accept(policy)
    await loop.application.storage.transaction('local', 'write', (db) =>
      db.deleteFrom('gate_policies').where('workspace_id', '=', workspaceId(root)).execute(),
    )
    expect(await doctor(gated)).toContain('loop-gate policy forget')
    expect(await gated.stop()).toMatchObject({ decision: 'block' })
  })
})
