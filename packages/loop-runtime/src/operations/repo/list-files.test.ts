import { expect, it } from 'vitest'
import { describeServed } from '../../fixtures/served.ts'

describeServed('repo_list_files', (make) => {
  it('lists the files of the workspace in pages, without ignored ones', async () => {
    const { call, write } = make()
    write('src/b.txt', 'b\n')
    write('.forloop/hidden', 'x')
    const { files, total, nextCursor } = await call('repo_list_files', { limit: 2 })
    expect(files).toEqual(['.gitignore', 'a.txt'])
    expect(total).toBe(4)
    expect((await call('repo_list_files', { limit: 2, cursor: nextCursor })).files).toEqual(['check.sh', 'src/b.txt'])
    expect((await call('repo_list_files', { glob: 'src/**' })).files).toEqual(['src/b.txt'])
  })

  it('6. is not called where it is not among the allowed tools', async () => {
    const { call, refusal } = make({ LOOP_RUNTIME_ALLOWED_TOOLS: 'repo.list_files,repo_read_file' })
    expect((await call('repo_list_files')).total).toBe(3)
    expect(await refusal('repo_search_code', { query: 'x' })).toMatchObject({ kind: 'forbidden', code: 'tool_not_allowed' })
  })
})
