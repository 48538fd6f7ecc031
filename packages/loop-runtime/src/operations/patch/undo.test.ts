import { expect, it } from 'vitest'
import { describeServed, mend, mutating } from '../../fixtures/served.ts'

describeServed('undo_patch', (make) => {
  it('takes back a patch by its receipt, or the last one of a run', async () => {
    const { call, begin, step, read, refusal } = make(mutating)
    const { receiptId } = await call('repo_apply_patch', mend)
    expect(await call('undo_patch', { receipt_id: receiptId })).toMatchObject({ files: ['a.txt'], digest: expect.stringMatching(/^d1:/) })
    expect(read('a.txt')).toBe('broken\n')
    const run_id = await begin()
    expect(await refusal('undo_patch', { run_id })).toMatchObject({ code: 'receipt_not_found' })
    await step(run_id, 'repo_apply_patch', mend)
    await call('undo_patch', { run_id })
    expect(read('a.txt')).toBe('broken\n')
    expect(await refusal('undo_patch', { run_id })).toMatchObject({ code: 'receipt_not_found' })
    expect(await refusal('undo_patch', {})).toMatchObject({ kind: 'invalid_input' })
  })

  it('is for people, and for others only where clients may change files', async () => {
    const mutable = make(mutating)
    const { receiptId } = await mutable.call('repo_apply_patch', mend)
    await mutable.call('undo_patch', { receipt_id: receiptId }, { as: 'agent' })
    const { call, refusal } = make()
    expect(await refusal('undo_patch', { receipt_id: receiptId }, { as: 'agent' })).toMatchObject({ code: 'mutations_disabled' })
    await expect(call('undo_patch', { receipt_id: receiptId })).rejects.toMatchObject({ code: 'receipt_not_found' })
  })
})
