import { expect, it } from 'vitest'
import { called, processesCalled } from '../fixtures/processes-called.ts'
import { callTool, receiptOf, toolPlace } from '../fixtures/tool-place.ts'
import { readBlob } from '../storage/blobs.ts'
import { policySha256, sha256 } from '../task/policy-hash.ts'

it('a command answers as the reference does, and leaves a receipt with both digests and its whole output', async () => {
  const testCommand = 'echo "3 passed, 0 failed"; echo err >&2'
  const place = await toolPlace({ task: { testCommand } })
  const answer = await callTool(place, 'repo_run_tests', {}, { run: { id: 'run-1', step: 4 } })
  expect(answer).toEqual({
    command: testCommand,
    passed: true,
    exitCode: 0,
    stdout: '3 passed, 0 failed\n',
    stderr: 'err\n',
    outcome: 'passed',
    durationMs: expect.any(Number),
    tests: { passed: 3, failed: 0, skipped: 0, total: 3 },
    sandbox: { kind: 'none', network: 'host', reason: 'switched off' },
    digest: expect.stringMatching(/^d1:/),
    fresh: true,
    wrote: [],
    receiptId: expect.any(String),
  })
  const receipt = await receiptOf(place, answer)
  expect(receipt).toMatchObject({
    ...{ root: place.files.root, run_id: 'run-1', step: 4, actor: 'implementer-local', kind: 'tests', name: null },
    ...{ command: testCommand, command_sha256: sha256(testCommand), outcome: 'passed', exit_code: 0, signal: null },
    ...{ digest_before: answer.digest, digest_after: answer.digest, wrote: '[]', effects: null },
    policy_sha256: policySha256(place.rules),
  })
  const { stdout } = JSON.parse(receipt.output!)
  expect(stdout).toMatchObject({ bytes: 19, truncated: false })
  const kept = await place.runtime.transaction('read', ({ db }) => readBlob(db, stdout.sha256))
  expect(kept?.toString()).toBe('3 passed, 0 failed\n')
})

it('red tests are a result', async () => {
  const place = await toolPlace({ task: { testCommand: 'exit 3', checks: { lint: 'exit 0' } } })
  expect(await callTool(place, 'repo_run_tests')).toMatchObject({ passed: false, exitCode: 3, outcome: 'failed', fresh: false })
  const lint = await callTool(place, 'repo_run_check', { check: 'lint' })
  expect(await receiptOf(place, lint)).toMatchObject({ kind: 'check', name: 'lint', outcome: 'passed' })
})

it('35. a command that rewrites a source says so and is not fresh; a second run that changes nothing is', async () => {
  const place = await toolPlace({ files: { 'a.txt': 'old\n' }, task: { testCommand: 'echo new > a.txt' } })
  const first = await callTool(place, 'repo_run_tests')
  expect(first).toMatchObject({ passed: true, wrote: ['a.txt'], fresh: false })
  expect(await callTool(place, 'repo_run_tests')).toMatchObject({ passed: true, wrote: [], fresh: true, digest: first.digest })
})

it('at most fifty of the paths that a command wrote are kept', async () => {
  const place = await toolPlace({ task: { testCommand: 'for n in $(seq 60); do touch file-$n; done' } })
  expect((await callTool(place, 'repo_run_tests')).wrote).toHaveLength(50)
})

it('44. a key is not in the environment of a command, and one that is passed is masked in all that is kept', async () => {
  const environment = { OPENAI_API_KEY: 'sk-not-for-commands', CI_TOKEN: 'passed-on-value' }
  const task = { testCommand: 'env; echo "now $CI_TOKEN"', security: { env: ['CI_TOKEN'] } }
  const place = await toolPlace({ environment, task })
  const answer = await callTool(place, 'repo_run_tests')
  expect(answer.stdout).not.toMatch(/OPENAI_API_KEY|sk-not-for-commands|passed-on-value/)
  expect(answer.stdout).toContain('now [redacted:CI_TOKEN]')
  const { stdout } = JSON.parse((await receiptOf(place, answer)).output!)
  const kept = await place.runtime.transaction('read', ({ db }) => readBlob(db, stdout.sha256))
  expect(kept?.toString()).not.toContain('passed-on-value')
})

it('a command that is cancelled leaves a receipt that proves nothing', async () => {
  const gone = new AbortController()
  const place = await toolPlace({ task: { testCommand: `${called('tool-cancelled')} echo begun; sleep 100` } })
  const answer = callTool(place, 'repo_run_tests', {}, { signal: gone.signal, onProgress: ({ lastLine }) => lastLine && gone.abort() })
  expect(await answer).toMatchObject({ outcome: 'cancelled', passed: false, fresh: false })
  expect(processesCalled('tool-cancelled')).toBe(0)
})
