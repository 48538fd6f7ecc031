import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { callTool, faultOf, toolPlace } from '../fixtures/tool-place.ts'
import { evaluateSecurity } from '../gates/security.ts'
import { settleTask } from '../task/settle-task.ts'
import { actionTools } from '../words.ts'
import { propose } from './propose.ts'

const files = { 'src/a.ts': 'const a = 1\n', 'src/b.ts': 'const b = 2\n', '.env': 'SECRET=1\n' }

it('2. the reading tools answer as the reference does', async () => {
  const place = await toolPlace({ files })
  expect(await callTool(place, 'repo_list_files', { glob: 'src/*' })).toEqual({ files: ['src/a.ts', 'src/b.ts'], total: 2 })
  expect(await callTool(place, 'repo.read_file', { path: './src/a.ts' })).toEqual({
    path: 'src/a.ts',
    content: 'const a = 1\n',
    truncated: false,
    totalBytes: 12,
    totalLines: 1,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(await callTool(place, 'repo_search_code', { query: 'const b' })).toMatchObject({
    query: 'const b',
    matches: [{ path: 'src/b.ts', line: 1, text: 'const b = 2' }],
    truncated: false,
  })
  expect(await callTool(place, 'repo_git_diff')).toEqual({ diff: '', files: [], truncated: false, exitCode: 0 })
})

it.each([
  ['a tool that is none', 'repo_delete', {}, 'tool_not_allowed'],
  ['an argument that nobody knows', 'repo_apply_patch', { patch: 'x', dry_run: true }, 'invalid_input'],
  ['an argument of another type', 'repo_read_file', { path: 7 }, 'invalid_input'],
  ['a number beyond its bounds', 'repo_list_files', { limit: 0 }, 'invalid_input'],
  ['a file that is not there', 'repo_read_file', { path: 'src/c.ts' }, 'file_not_found'],
  ['a file that may not be read', 'repo_read_file', { path: '.env' }, 'path_denied'],
  ['a glob that is too costly', 'repo_list_files', { glob: '**/**/**/**/*' }, 'invalid_input'],
])('%s is a fault of the proposal, not a throw', async (_, tool, args, code) => {
  const place = await toolPlace({ files })
  const proposal = await propose(place, { tool, args })
  expect(proposal.fault).toMatchObject({ code })
  await expect(proposal.perform({ signal: new AbortController().signal })).rejects.toBe(proposal.fault)
})

it('a fault of arguments names them and those that there are', async () => {
  const fault = await faultOf(await toolPlace(), 'repo_read_file', { file: 'a' })
  expect(`${fault?.message} ${fault?.hints}`).toMatch(/path.*file.*path, maxBytes, startLine, endLine/)
})

it.each(['../x', '/etc/passwd', 'out/secret'])('7. %s leaves the workspace, and is named as outside of it', async (path) => {
  const place = await toolPlace({ files })
  symlinkSync(temporaryFolder({ secret: 'x' }), join(place.files.root, 'out'))
  const task = settleTask({ flags: {} })
  const decision = { status: 'continue', risk: 'low', requiresHumanApproval: false } as const
  const calls = [
    { tool: 'repo_read_file', args: { path } },
    { tool: 'repo_git_diff', args: { paths: [path] } },
    { tool: 'repo_apply_patch', args: { edits: [{ path, search: '', replace: 'x' }] } },
  ]
  for (const call of calls) {
    const { action } = await propose(place, call)
    expect(evaluateSecurity(action, decision, task)).toMatchObject({ action: 'deny', boundary: 'workspace', code: 'path_escapes' })
  }
})

it('8. two edits of which the second does not match write nothing', async () => {
  const place = await toolPlace({ files })
  const edits = [
    { path: 'src/a.ts', search: '1', replace: '2' },
    { path: 'src/b.ts', search: 'nowhere', replace: 'x' },
  ]
  expect(await faultOf(place, 'repo_apply_patch', { edits })).toMatchObject({ kind: 'conflict', code: 'search_not_found' })
  expect(readFileSync(join(place.files.root, 'src/a.ts'), 'utf8')).toBe(files['src/a.ts'])
})

it('9. a search that is empty, that matches nowhere, and that matches twice are told apart', async () => {
  const place = await toolPlace({ files: { 'a.txt': 'x\nx\n' } })
  const codeOf = async (search: string) =>
    (await faultOf(place, 'repo_apply_patch', { edits: [{ path: 'a.txt', search, replace: 'y' }] }))?.code
  expect([await codeOf(''), await codeOf('z'), await codeOf('x')]).toEqual(['file_exists', 'search_not_found', 'search_not_unique'])
})

it('9. an edit without a search is refused by its name', async () => {
  const fault = await faultOf(await toolPlace(), 'repo_apply_patch', { edits: [{ path: 'a.txt', replace: 'y' }] })
  expect(fault?.message).toContain('edits[0].search')
})

it.each([
  ['both edits and patch', { edits: [{ path: 'a', search: 'b', replace: 'c' }], patch: '--- a\n' }],
  ['neither', {}],
])('a change with %s is refused', async (_, args) => {
  expect(await faultOf(await toolPlace(), 'repo_apply_patch', args)).toMatchObject({ kind: 'invalid_input' })
})

it('3. a dry run says what would be, keeps nothing and writes nothing', async () => {
  const place = await toolPlace({ files })
  const answer = await callTool(place, 'repo_apply_patch', { edits: [{ path: 'src/a.ts', search: '1', replace: '2' }], dryRun: true })
  expect(answer).toEqual({
    editedFiles: ['src/a.ts'],
    editCount: 1,
    files: [{ path: 'src/a.ts', change: 'edited', additions: 1, deletions: 1, match: 'exact' }],
    digest: expect.stringMatching(/^d1:/),
  })
  expect(readFileSync(join(place.files.root, 'src/a.ts'), 'utf8')).toBe(files['src/a.ts'])
})

it('a patch names its paths, the tests and the build servers that it touches, and shows itself', async () => {
  const place = await toolPlace({ files })
  const edits = ['src/a.test.ts', '.github/workflows/ci.yml', 'src/c.ts'].map((path) => ({ path, search: '', replace: 'x\n' }))
  const { action, preview, effects, fault } = await propose(place, { tool: 'repo_apply_patch', args: { edits } })
  expect(fault).toBeUndefined()
  expect(action).toMatchObject({
    paths: ['src/a.test.ts', '.github/workflows/ci.yml', 'src/c.ts'],
    outside: [],
    verifiers: ['src/a.test.ts'],
    escalated: ['.github/workflows/ci.yml'],
  })
  expect(preview).toContain('+++ b/src/c.ts')
  expect(effects?.map(({ before }) => before)).toEqual([null, null, null])
  expect(existsSync(join(place.files.root, 'src/c.ts'))).toBe(false)
})

it('4. another command than the configured one is refused, and nothing runs', async () => {
  const place = await toolPlace({ task: { testCommand: 'touch ran', checks: { lint: 'touch ran' } } })
  const refusals = [
    await faultOf(place, 'repo_run_tests', { command: 'touch other' }),
    await faultOf(place, 'repo_run_check', { check: 'constructor' }),
  ]
  expect(refusals.map((fault) => fault?.code)).toEqual(['command_not_configured', 'command_not_configured'])
  expect(refusals[0]?.details).toEqual({ configured: 'touch ran' })
  expect(existsSync(join(place.files.root, 'ran'))).toBe(false)
})

it('5. a typecheck without a command is refused, and with one it runs', async () => {
  expect(await faultOf(await toolPlace(), 'repo_run_typecheck')).toMatchObject({ kind: 'unavailable', code: 'typecheck_not_configured' })
  const place = await toolPlace({ task: { typecheckCommand: 'echo typed' } })
  expect(await callTool(place, 'repo_run_typecheck')).toMatchObject({ passed: true, stdout: 'typed\n' })
})

it('every tool that an action can name is there', async () => {
  const place = await toolPlace()
  for (const tool of actionTools) expect((await propose(place, { tool, args: { nothing: 1 } })).fault?.code).toBe('invalid_input')
})
