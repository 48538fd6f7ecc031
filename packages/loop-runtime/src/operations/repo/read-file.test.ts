import { expect, it } from 'vitest'
import { describeServed } from '../../fixtures/served.ts'

describeServed('repo_read_file', (make) => {
  it('reads a file or some of its lines', async () => {
    const { call, write } = make()
    write('b.txt', 'one\ntwo\nthree\n')
    expect(await call('repo_read_file', { path: 'b.txt', startLine: 2, endLine: 2 })).toMatchObject({
      content: 'two\n',
      totalLines: 3,
      totalBytes: 14,
    })
  })

  it('7. leaves the workspace by no path, and opens no denied file', async () => {
    const { refusal, write } = make()
    write('.env', 'KEY=1\n')
    for (const path of ['../x', '/etc/passwd']) expect(await refusal('repo_read_file', { path })).toMatchObject({ code: 'path_escapes' })
    expect(await refusal('repo_read_file', { path: '.env' })).toMatchObject({ kind: 'forbidden', code: 'path_denied' })
    expect(await refusal('repo_read_file', { path: 'b.txt' })).toMatchObject({ kind: 'not_found', code: 'file_not_found' })
  })
})
