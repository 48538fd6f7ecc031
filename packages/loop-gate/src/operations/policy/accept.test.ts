import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeGate, type Gated } from '../../fixtures/gated.ts'
import { readAccepted } from '../../policy/accepted.ts'
import { hashOfPolicy } from '../../policy/policy-file.ts'
import { workspaceId } from '../../policy/workspace.ts'

const first = 'version: 1\nmode: enforce\n'
const second = 'version: 1\nmode: warn\n'
const copyOf = ({ home, root }: Gated) => readAccepted(home, workspaceId(root))
const ownEvents = async ({ loop, root }: Gated) => (await loop.events()).filter(({ scope }) => scope === workspaceId(root))

describeGate('accept_policy', (make) => {
  it('puts the text that was read in force, in the database and in the copy of the hook', async () => {
    const gated = await make({ '.loop/gate.yaml': first })
    const { call, root } = gated
    const hash = hashOfPolicy(first)
    const answer = await call('accept_policy', { hash })
    expect(answer).toEqual({ workspace: workspaceId(root), root, hash, mode: 'enforce', profile: 'self-report', replaced: null })
    expect(await copyOf(gated)).toMatchObject({ root, hash, text: first, paused_until: null, policy: { mode: 'enforce' } })
    expect(await call('check_policy')).toMatchObject({ copy: 'same' })
    expect(await ownEvents(gated)).toMatchObject([{ type: 'policy.accepted', after: { hash } }])
  })

  it('replaces what was in force, whose pause goes on, and says nothing of the same text again', async () => {
    const gated = await make()
    const { accept, call } = gated
    await accept(first)
    const { paused_until } = await call('pause_gate', { minutes: 10 })
    await accept(second)
    await accept(second)
    expect(await copyOf(gated)).toMatchObject({ hash: hashOfPolicy(second), paused_until })
    expect((await ownEvents(gated)).map(({ type }) => type)).toEqual(['policy.accepted', 'gate.paused', 'policy.changed'])
    await accept(first)
    expect(await copyOf(gated)).toMatchObject({ hash: hashOfPolicy(first) })
  })

  it('refuses a text other than the one that was read, one that is wrong, and none', async () => {
    const { refusal, write, remove } = await make({ '.loop/gate.yaml': first })
    expect(await refusal('accept_policy', { hash: hashOfPolicy(second) })).toMatchObject({ kind: 'conflict', code: 'policy_changed' })
    expect(await refusal('accept_policy', { hash: 'x' })).toMatchObject({ kind: 'invalid_input' })
    const wrong = 'version: 1\nmood: enforce\n'
    write('.loop/gate.yaml', wrong)
    const invalid = await refusal('accept_policy', { hash: hashOfPolicy(wrong) })
    expect(invalid).toMatchObject({ code: 'policy_invalid', hints: ['2:1 mood: is unknown', expect.any(String)] })
    remove('.loop/gate.yaml')
    expect(await refusal('accept_policy', { hash: hashOfPolicy(first) })).toMatchObject({ code: 'no_workspace' })
  })

  it('says so where the copy cannot be written, and is mended by doctor', async () => {
    const gated = await make({ '.loop/gate.yaml': first })
    const { home, root, refusal, call } = gated
    const path = join(home, 'gate', `${workspaceId(root)}.json`)
    mkdirSync(join(path, 'in the way'), { recursive: true })
    const refused = await refusal('accept_policy', { hash: hashOfPolicy(first) })
    expect(refused).toMatchObject({ kind: 'unavailable', code: 'copy_not_written', message: expect.stringContaining(path) })
    rmSync(path, { recursive: true })
    expect(await call('check_policy')).toEqual({ copy: 'rewritten', path })
    expect(await copyOf(gated)).toMatchObject({ hash: hashOfPolicy(first) })
  })

  it('is for people: no agent, no check and no server for many may', async () => {
    const { loop } = await make({ '.loop/gate.yaml': first })
    const input = { hash: hashOfPolicy(first) }
    await expect(loop.call('accept_policy', input, { as: 'agent' })).rejects.toMatchObject({ kind: 'forbidden' })
    const inside = await make({ '.loop/gate.yaml': first }, { LOOP_GATE_RUN: '1' })
    expect(await inside.refusal('accept_policy', input)).toMatchObject({ kind: 'forbidden', code: 'self_accept_refused' })
    const hosted = await make({ '.loop/gate.yaml': first }, { DATABASE_URL: 'postgres://example' })
    const calls: [string, object][] = [
      ['accept_policy', input],
      ['forget_policy', {}],
      ['waive_criterion', { id: 'test', reason: 'long enough' }],
      ['confirm_criterion', { id: 'test' }],
      ['pause_gate', {}],
      ['resume_gate', {}],
    ]
    for (const [name, given] of calls) expect(await hosted.refusal(name, given)).toMatchObject({ code: 'exec_disabled' })
    expect(await hosted.call('check_policy')).toEqual({ copy: 'absent', path: null })
  })
})
