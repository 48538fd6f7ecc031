import { expect, it } from 'vitest'
import { describeGate } from '../fixtures/gated.ts'

const policy = `version: 1
mode: enforce
criteria:
  - { id: test, title: Tests pass, run: [node, check.mjs], on_stop: require }
  - { id: clean, kind: git_clean, required: false }
`

describeGate('get_gate_status', (make) => {
  it('shows the policy, the digest, and each check with what to do next', async () => {
    const { accept, call, root, git } = await make({ 'check.mjs': 'process.exit(1)\n' })
    await accept(policy)
    git('add', '-A')
    git('commit', '-qm', 'policy')
    await call('run_checks')
    expect(await call('get_gate_status')).toEqual({
      judging: true,
      workspace: { id: expect.stringMatching(/^ws_[0-9a-f]{16}$/), root },
      policy: { state: 'accepted', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      mode: 'enforce',
      profile: 'evidence',
      digest: expect.stringMatching(/^d1:/),
      criteria: [
        {
          id: 'test',
          title: 'Tests pass',
          verdict: 'failed',
          reason: 'exit_code',
          required: true,
          due: true,
          receipt_id: expect.stringMatching(/^rc_/),
          detail: 'exit 1',
          next: 'Mend it, then call run_checks {"criteria":["test"]}.',
        },
        { id: 'clean', title: 'clean', verdict: 'passed', reason: null, required: false, due: true, receipt_id: null, next: null },
      ],
      blocks: { used: 0, max: 3 },
      gaps: [],
      next: [],
    })
  })

  it('says what a person has to do where nothing is judged, and looks at nothing', async () => {
    const { call, write, accept } = await make()
    expect(await call('get_gate_status')).toMatchObject({ judging: false, workspace: null, policy: { state: 'absent', hash: null } })
    write('.loop/gate.yaml', policy)
    expect(await call('get_gate_status')).toMatchObject({
      judging: false,
      policy: { state: 'unaccepted' },
      digest: null,
      criteria: [],
      next: [expect.stringContaining('loop-gate policy accept')],
    })
    await accept(policy)
    write('.loop/gate.yaml', `${policy}max_blocks: 1\n`)
    expect(await call('get_gate_status')).toMatchObject({ judging: true, policy: { state: 'changed' }, blocks: { max: 3 } })
  })

  it('counts the blocks of the session and writes nothing', async () => {
    const { accept, call, stop, decisions, loop } = await make()
    await accept(policy)
    await stop()
    const before = [await decisions(), await loop.events()]
    expect(await call('get_gate_status')).toMatchObject({ blocks: { used: 1, max: 3 } })
    expect([await decisions(), await loop.events()]).toEqual(before)
  })
})
