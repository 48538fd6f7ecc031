import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { testLoop } from 'loop-core/testing'
import { expect, it } from 'vitest'
import { temporaryFolder } from './fixtures/temporary-folder.ts'
import { loopRuntime } from './index.ts'
import { gatewayEnvironment, serverEnvironment } from './server-flags.ts'

/** A file with a text. */
function file(text: string): string {
  const path = join(temporaryFolder(), 'file.yaml')
  writeFileSync(path, text)
  return path
}

it('a server of one folder keeps its records beneath it, and one of several with everything else', () => {
  expect(serverEnvironment({}, 'stdio')).toMatchObject({ LOOP_WORKSPACE: process.cwd(), LOOP_DB_PATH: expect.stringContaining('.forloop') })
  expect(serverEnvironment({ LOOP_RUNTIME_CONFIG: 'w.yaml' }, 'stdio')).toEqual({ LOOP_RUNTIME_CONFIG: 'w.yaml' })
})

it('a task file says where to work, where to record and what is listed; flags count for more', () => {
  const LOOP_RUNTIME_TASK = file('workspace: /srv/api\ntraceDbPath: /srv/trace.sqlite\nsecurity: { allowedTools: [repo.read_file] }\n')
  const { LOOP_EXCLUDE_TOOLS, ...rest } = serverEnvironment({ LOOP_RUNTIME_TASK }, 'stdio')
  expect(rest).toMatchObject({ LOOP_WORKSPACE: '/srv/api', LOOP_DB_PATH: '/srv/trace.sqlite' })
  expect(LOOP_EXCLUDE_TOOLS).toMatch(/repo_apply_patch/)
  expect(LOOP_EXCLUDE_TOOLS).not.toMatch(/repo_read_file/)
  const typed = { LOOP_RUNTIME_TASK, LOOP_WORKSPACE: '/mine', LOOP_DB_PATH: '/mine.db', LOOP_RUNTIME_ALLOWED_TOOLS: 'repo_git_diff' }
  expect(serverEnvironment(typed, 'stdio')).toMatchObject({ LOOP_WORKSPACE: '/mine', LOOP_DB_PATH: '/mine.db' })
  expect(serverEnvironment(typed, 'stdio').LOOP_EXCLUDE_TOOLS).toMatch(/repo_read_file/)
})

it.each([
  ['LOOP_RUNTIME_TASK', 'quality: { requireTestPassed: true }', /quality.requireTestPassed is unknown; did you mean requireTestsPassed/],
  ['LOOP_RUNTIME_CONFIG', 'workspaces: { a: { root: /a, testComand: x } }', /workspaces.a.testComand is unknown; did you mean testCommand/],
  ['LOOP_RUNTIME_TASK', 'quality: { requireTypecheckPassed: true }', /requireTypecheckPassed needs a typecheckCommand/],
  ['LOOP_RUNTIME_CONFIG', 'workspaces: { a: { root: /a, security: { alow: [x] } } }', /security.alow is unknown; did you mean allow/],
])('what is wrong in %s stops the start', (variable, text, said) => {
  expect(() => testLoop([loopRuntime], { environment: { LOOP_WORKSPACE: '/a', [variable]: file(text) } })).toThrow(said)
  expect(() => testLoop([loopRuntime], { environment: { [variable]: '/none.yaml' } })).toThrow(/no (task|config) file \/none.yaml/)
})

it('a gateway lists the tools of a repository only where it has one', () => {
  expect(gatewayEnvironment({ LOOP_EXCLUDE_TOOLS: 'get_run' }).LOOP_EXCLUDE_TOOLS).toMatch(/^get_run,repo_list_files,.*repo_run_check$/)
  const hosted = { DATABASE_URL: 'postgres://db/loop', CLAUDE_PROJECT_DIR: '/here' }
  expect(gatewayEnvironment(hosted).LOOP_EXCLUDE_TOOLS).toMatch(/repo_/)
  for (const given of [{ LOOP_WORKSPACE: '/a' }, { LOOP_RUNTIME_CONFIG: 'w.yaml' }, { CLAUDE_PROJECT_DIR: '/a' }])
    expect(gatewayEnvironment(given)).toEqual(given)
})
