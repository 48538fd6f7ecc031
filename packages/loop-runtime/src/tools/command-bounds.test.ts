import { expect, it } from 'vitest'
import { called, processesCalled } from '../fixtures/processes-called.ts'
import { callTool, receiptOf, toolPlace } from '../fixtures/tool-place.ts'
import { readBlob } from '../storage/blobs.ts'

// The grace between SIGTERM and SIGKILL is the real one.
it('41. a command that ignores SIGTERM ends, and leaves no process, those in sessions of their own included', async () => {
  const leaves = 'setsid sh -c \'trap "" TERM; sleep 1000\' &'
  const testCommand = `${called('tool-stubborn')} trap "" TERM; ${leaves} sleep 1000`
  const place = await toolPlace({ task: { testCommand, commandTimeoutSeconds: 1 } })
  const answer = await callTool(place, 'repo_run_tests')
  expect(answer).toMatchObject({ passed: false, outcome: 'timeout' })
  expect(processesCalled('tool-stubborn')).toBe(0)
})

// The test would be over its time if the command were waited for.
it('42. what a command leaves in the background does not keep it from answering', async () => {
  const place = await toolPlace({ task: { testCommand: `${called('tool-behind')} sleep 100 & exit 0` } })
  expect(await callTool(place, 'repo_run_tests')).toMatchObject({ outcome: 'passed', exitCode: 0 })
  expect(processesCalled('tool-behind')).toBe(0)
})

it('43. 100 MB of output end a command, and a mebibyte of them is kept', async () => {
  const place = await toolPlace({ task: { testCommand: 'head -c 100000000 /dev/zero | tr "\\0" x' } })
  const answer = await callTool(place, 'repo_run_tests')
  expect(answer).toMatchObject({ passed: false, outcome: 'output_limit' })
  expect(answer.stdout).toHaveLength(12_000)
  const { stdout } = JSON.parse((await receiptOf(place, answer)).output!)
  const kept = await place.runtime.transaction('read', ({ db }) => readBlob(db, stdout.sha256))
  expect(kept).toHaveLength(1_048_576)
})
