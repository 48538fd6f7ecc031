import { chmodSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runIn } from '../fixtures/run-in.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { openSandbox, type SandboxRequest } from './open-sandbox.ts'

/** A folder with a program `bwrap` that does this. */
function bwrapThat(script: string): string {
  const folder = temporaryFolder({ bwrap: `#!/bin/sh\n${script}\n` })
  chmodSync(join(folder, 'bwrap'), 0o755)
  return folder
}

function open(PATH: string, more: Partial<SandboxRequest> = {}) {
  return openSandbox({ mode: 'auto', network: 'none', root: temporaryFolder(), environment: { PATH }, isProtected: () => false, ...more })
}

const isLinux = process.platform === 'linux'
const elsewhere = `bubblewrap runs on Linux, and this is ${process.platform}`
const reasons = (reason: string) => ({ kind: 'none', network: 'host', reason: isLinux ? reason : elsewhere })

it.each<[string, () => string, string]>([
  ['absent', () => temporaryFolder(), 'bwrap was not found on the search path'],
  ['a folder', () => temporaryFolder({ 'bwrap/file': '' }), 'bwrap was not found on the search path'],
  ['not executable', () => temporaryFolder({ bwrap: '' }), 'bwrap was not found on the search path'],
  ['failing', () => bwrapThat('echo "bwrap: No permissions\nmore" >&2; exit 1'), 'bwrap failed: No permissions'],
  ['failing without a word', () => bwrapThat('exit 7'), 'bwrap failed: exit code 7'],
  ['hanging', () => bwrapThat('while :; do :; done'), 'bwrap did not answer within 0.3 s'],
])('45. with a bwrap that is %s there is no sandbox, with the reason', async (_, path, reason) => {
  const sandbox = await open(path(), { probeMs: 300 })
  expect(sandbox.report).toEqual(reasons(reason))
  expect(await sandbox.enter(['true'])).toEqual(['true'])
})

it.each([
  ['absent', () => temporaryFolder()],
  ['failing', () => bwrapThat('exit 1')],
])('45. where a sandbox is required, a bwrap that is %s is refused', async (_, path) => {
  await expect(open(path(), { mode: 'require' })).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'sandbox_missing',
    message: expect.stringMatching(/^Commands must run in a sandbox, and there is none here: bwrap .+\.$/),
    hints: [expect.stringContaining('Install bubblewrap'), expect.stringContaining('--sandbox auto')],
  })
})

it('45. the receipt of a command says that there was no sandbox, and why', async () => {
  const root = temporaryFolder()
  const { outcome, sandbox } = await runIn(root, 'echo free > file', { sandbox: await open(temporaryFolder(), { root }) })
  expect(outcome).toBe('passed')
  expect(sandbox).toEqual(reasons('bwrap was not found on the search path'))
})

it('what the workspace itself calls bwrap is not started', async () => {
  const root = bwrapThat('exit 0')
  const linked = temporaryFolder()
  symlinkSync(join(root, 'bwrap'), join(linked, 'bwrap'))
  for (const path of [root, linked, `:./:${root}`])
    expect((await open(path, { root })).report).toEqual(reasons('bwrap was not found on the search path'))
})

it('a sandbox that is switched off looks for nothing', async () => {
  const { report } = await open(bwrapThat('exit 0'), { mode: 'off' })
  expect(report).toEqual({ kind: 'none', network: 'host', reason: 'switched off' })
})
