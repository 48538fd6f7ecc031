import { expect, it } from 'vitest'
import { describeServed } from '../../fixtures/served.ts'

describeServed('repo_git_diff', (make) => {
  it('38. shows what differs from the last commit, new files included', async () => {
    const { call, write } = make()
    write('a.txt', 'other\n')
    write('new.txt', 'new\n')
    const { diff, files } = await call('repo_git_diff')
    expect(files).toMatchObject([
      { path: 'a.txt', status: 'modified', additions: 1, deletions: 1, untracked: false },
      { path: 'new.txt', status: 'added', untracked: true },
    ])
    expect(diff).toContain('+new')
    expect((await call('repo_git_diff', { paths: ['new.txt'] })).files).toHaveLength(1)
  })
})
