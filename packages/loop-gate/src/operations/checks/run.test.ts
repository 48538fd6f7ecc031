import { expect, it } from 'vitest'
import { describeGate } from '../../fixtures/gated.ts'

const policy = `version: 1
criteria:
  - { id: good, run: [node, -e, "console.log('fine')"] }
  - { id: bad, run: [node, -e, "process.exit(3)"] }
  - { id: eyes, kind: human }
`

describeGate('run_checks', (make) => {
  it('runs what is due, keeps a receipt of each, and keeps what passed on these files', async () => {
    const { accept, call, receipts } = await make()
    await accept(policy)
    const { receipts: first, all_passed } = await call('run_checks')
    expect(all_passed).toBe(false)
    expect(first).toMatchObject([
      { criterion: 'good', verdict: 'passed', reason: null, exit_code: 0, reused: false },
      { criterion: 'bad', verdict: 'failed', reason: 'exit_code', exit_code: 3, reused: false },
    ])
    const { receipts: second } = await call('run_checks', { criteria: ['good', 'bad'] })
    expect(second).toMatchObject([
      { id: first[0].id, reused: true },
      { criterion: 'bad', reused: false },
    ])
    expect((await call('run_checks', { criteria: ['good'], rerun: true })).receipts).toMatchObject([{ reused: false }])
    expect(await receipts()).toHaveLength(4)
  })

  it('tells what it knows of no such check, no such folder, and no acceptance', async () => {
    const { accept, call, refusal } = await make()
    expect(await refusal('run_checks')).toMatchObject({ kind: 'not_found', code: 'no_workspace' })
    await accept(policy)
    expect(await refusal('run_checks', { criteria: ['eyes'] })).toMatchObject({ code: 'criterion_unknown', hints: ['It has: good, bad.'] })
    const { write, ...fresh } = await make()
    write('.loop/gate.yaml', policy)
    expect(await fresh.refusal('run_checks')).toMatchObject({ kind: 'conflict', code: 'policy_not_accepted' })
    expect((await call('run_checks', { criteria: ['good'] })).all_passed).toBe(true)
  })

  it('runs nothing where the server must not', async () => {
    const { accept, refusal, receipts } = await make({}, { LOOP_GATE_EXEC: 'off' })
    await accept(policy)
    expect(await refusal('run_checks')).toMatchObject({ kind: 'unavailable', code: 'exec_disabled' })
    expect(await receipts()).toEqual([])
  })

  it('says who runs the same check on the same files, and does not run it twice', async () => {
    const { accept, call, refusal } = await make()
    await accept('version: 1\ncriteria:\n  - { id: slow, run: [node, -e, "setTimeout(() => {}, 1500)"] }\n')
    const running = call('run_checks')
    await new Promise((resolve) => setTimeout(resolve, 700))
    expect(await refusal('run_checks')).toMatchObject({ kind: 'conflict', code: 'check_running', message: expect.stringContaining('slow') })
    expect((await running).all_passed).toBe(true)
  })
})
