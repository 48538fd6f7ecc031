import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { called, processesCalled } from '../fixtures/processes-called.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { callTool, toolPlace } from '../fixtures/tool-place.ts'
import { receiptsSince } from '../storage/receipts.ts'

const program = join(process.env.LOOP_TEST_PROGRAMS!, 'packages/loop-runtime/src/fixtures/run-tests-alone.js')

it('a root is busy while another process is at it, and free once that was killed, with nothing of its command left', async () => {
  const ran = join(temporaryFolder(), 'ran')
  const testCommand = `${called('orphan')} sleep 1000 & touch '${ran}'; sleep 1000`
  const place = await toolPlace({ task: { testCommand, checks: { lint: 'true' } }, leaseWaitMs: 0 })
  const other = spawn(process.execPath, [program, place.files.root, place.runtime.path, testCommand], { stdio: 'ignore' })
  onTestFinished(() => void other.kill('SIGKILL'))
  const ended = once(other, 'exit')
  await vi.waitFor(() => expect(existsSync(ran)).toBe(true), { timeout: 50_000 })

  const check = () => callTool(place, 'repo_run_check', { check: 'lint' })
  await expect(check()).rejects.toMatchObject({ code: 'workspace_busy', details: { by: 'another process', what: testCommand } })
  other.kill('SIGKILL')
  await ended
  expect(processesCalled('orphan')).toBeGreaterThan(0)
  expect(await check()).toMatchObject({ passed: true })
  expect(processesCalled('orphan')).toBe(0)
  const receipts = await place.runtime.transaction('read', ({ db }) => receiptsSince(db, place.files.root, ''))
  expect(receipts.map(({ kind }) => kind)).toEqual(['check'])
})
