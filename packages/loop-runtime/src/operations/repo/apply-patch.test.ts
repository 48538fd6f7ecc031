import { expect, it } from 'vitest'
import { describeServed, mend, mutating } from '../../fixtures/served.ts'

describeServed('repo_apply_patch', (make) => {
  it('3. changes nothing without --allow-mutations, where it may still be tried', async () => {
    const { call, read, refusal } = make()
    expect(await refusal('repo_apply_patch', mend)).toMatchObject({ kind: 'forbidden', code: 'mutations_disabled' })
    expect(await call('repo_apply_patch', { ...mend, dryRun: true })).toMatchObject({ editedFiles: ['a.txt'], editCount: 1 })
    expect(read('a.txt')).toBe('broken\n')
  })

  it('writes with it, all or nothing, and keeps a receipt', async () => {
    const { call, read, refusal } = make(mutating)
    const half = { edits: [...mend.edits, { path: 'a.txt', search: 'nowhere', replace: '' }] }
    expect(await refusal('repo_apply_patch', half)).toMatchObject({ code: 'search_not_found' })
    expect(read('a.txt')).toBe('broken\n')
    expect(await call('repo_apply_patch', mend)).toMatchObject({ receiptId: expect.any(String) })
    expect(read('a.txt')).toBe('fixed\n')
  })
})
