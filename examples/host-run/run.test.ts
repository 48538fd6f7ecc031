import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

it('is not completed before the tests passed on the files as they are', async () => {
  const program = join(process.env.LOOP_TEST_PROGRAMS!, 'examples/host-run/run.js')
  const service = join(import.meta.dirname, '../buggy-auth-service')
  const { stdout } = await promisify(execFile)(process.execPath, [program, service])
  expect(stdout).toBe(`begin    7 tools
step     repo_run_tests: 1 of 4 red, recover
step     repo_read_file: ok, continue
step     repo_apply_patch: ok, continue
finish   rejected: tests_passed failed; the run is waiting_host
step     repo_run_tests: 0 of 4 red, continue
finish   accepted; the run is completed
`)
})
