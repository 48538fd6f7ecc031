import { expect, it } from 'vitest'
import { describeServed } from '../../fixtures/served.ts'

describeServed('repo_search_code', (make) => {
  it('finds an exact text by line, and passes denied files over', async () => {
    const { call, write } = make()
    write('.env', 'broken\n')
    write('b.txt', 'one\nis Broken\nthree\n')
    const { matches, truncated } = await call('repo_search_code', { query: 'broken', ignoreCase: true, context: 1 })
    expect(matches).toMatchObject([
      { path: 'a.txt', line: 1, text: 'broken' },
      { path: 'b.txt', line: 2, text: 'is Broken', before: ['one'], after: ['three'] },
    ])
    expect(truncated).toBe(false)
  })
})
