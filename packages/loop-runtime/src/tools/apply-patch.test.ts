import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { actingAs, callTool, faultOf, receiptOf, toolPlace } from '../fixtures/tool-place.ts'
import { patchToUndo } from '../storage/receipts.ts'
import { sha256 } from '../task/policy-hash.ts'
import { propose } from './propose.ts'
import type { ToolPlace } from './tool.ts'
import { undo } from './undo.ts'

const files = { 'a.txt': 'one\n', 'b.txt': 'two\n' }
const edits = [{ path: 'a.txt', search: 'one', replace: 'three' }]
const read = ({ files }: ToolPlace, path: string) => readFileSync(join(files.root, path), 'utf8')

it('3. an allowed patch is applied, and leaves a receipt with what was there before', async () => {
  const place = await toolPlace({ files })
  const patch = 'diff --git a/a.txt b/c.txt\nrename from a.txt\nrename to c.txt\n--- a/a.txt\n+++ b/c.txt\n@@ -1 +1 @@\n-one\n+three\n'
  const before = (await callTool(place, 'repo_apply_patch', { patch, dryRun: true })).digest
  const answer = await callTool(place, 'repo_apply_patch', { patch }, { run: { id: 'run-1', step: 2 } })
  expect(answer).toEqual({
    editedFiles: ['c.txt'],
    editCount: 1,
    files: [{ path: 'c.txt', change: 'moved', from: 'a.txt', additions: 1, deletions: 1, match: 'exact' }],
    digest: expect.stringMatching(/^d1:/),
    receiptId: expect.any(String),
  })
  expect([existsSync(join(place.files.root, 'a.txt')), read(place, 'c.txt')]).toEqual([false, 'three\n'])
  const receipt = await receiptOf(place, answer)
  expect(receipt).toMatchObject({ kind: 'patch', command: '', outcome: 'passed', run_id: 'run-1', step: 2, verifiers: '[]', name: null })
  expect(receipt).toMatchObject({ digest_before: before, digest_after: answer.digest, wrote: '["a.txt","c.txt"]' })
  expect(JSON.parse(receipt.effects!)).toContainEqual({ path: 'a.txt', beforeSha256: sha256('one\n'), afterSha256: null, mode: 0o644 })
})

it('a file that changed since the patch was prepared is left alone, and no receipt says otherwise', async () => {
  const place = await toolPlace({ files })
  const { perform } = await propose(place, { tool: 'repo_apply_patch', args: { edits } })
  writeFileSync(join(place.files.root, 'a.txt'), 'meanwhile\n')
  await expect(perform(actingAs())).rejects.toMatchObject({ kind: 'conflict' })
  expect(read(place, 'a.txt')).toBe('meanwhile\n')
})

it.each(['.git/hooks/pre-commit', '.GIT/hooks/pre-commit', '.env', 'node_modules/x/index.js', 'forloop.task.yaml'])(
  '40. %s is not written',
  async (path) => {
    const place = await toolPlace({ files })
    expect(await faultOf(place, 'repo_apply_patch', { edits: [{ path, search: '', replace: 'x' }] })).toMatchObject({ code: 'path_denied' })
  },
)

it('a receipt of a patch names the tests that it changed', async () => {
  const place = await toolPlace({ files })
  const answer = await callTool(place, 'repo_apply_patch', { edits: [{ path: 'test/a.js', search: '', replace: 'x' }] })
  expect(JSON.parse((await receiptOf(place, answer)).verifiers)).toEqual(['test/a.js'])
})

it('undo puts back what was there, with its mode, and is a receipt of its own', async () => {
  const place = await toolPlace({ files })
  chmodSync(join(place.files.root, 'a.txt'), 0o755)
  const patch = '*** Begin Patch\n*** Delete File: a.txt\n*** Add File: c.txt\n+new\n*** End Patch\n'
  const { digest: before } = await callTool(place, 'repo_apply_patch', { patch, dryRun: true })
  const { receiptId } = await callTool(place, 'repo_apply_patch', { patch })
  const { output } = await undo(place, receiptId, actingAs())
  expect(output).toEqual({ files: ['a.txt', 'c.txt'], digest: before, receipt_id: expect.any(String) })
  expect([read(place, 'a.txt'), statSync(join(place.files.root, 'a.txt')).mode & 0o777]).toEqual(['one\n', 0o755])
  expect(existsSync(join(place.files.root, 'c.txt'))).toBe(false)
  const receipt = await receiptOf(place, { receiptId: output.receipt_id as string })
  expect(receipt).toMatchObject({ kind: 'undo', name: receiptId, digest_after: before })
})

it('a file that changed since the patch makes its undo a conflict, and so does the undo before', async () => {
  const place = await toolPlace({ files })
  const { receiptId } = await callTool(place, 'repo_apply_patch', { edits })
  writeFileSync(join(place.files.root, 'a.txt'), 'meanwhile\n')
  await expect(undo(place, receiptId, actingAs())).rejects.toMatchObject({ code: 'undo_conflict' })
  expect(read(place, 'a.txt')).toBe('meanwhile\n')
  writeFileSync(join(place.files.root, 'a.txt'), 'three\n')
  await undo(place, receiptId, actingAs())
  await expect(undo(place, receiptId, actingAs())).rejects.toMatchObject({ code: 'undo_conflict' })
})

it('the patches of a run are taken back from the newest on', async () => {
  const place = await toolPlace({ files })
  const next = () => place.runtime.transaction('read', ({ db }) => patchToUndo(db, 'run-1'))
  const run = { id: 'run-1', step: 1 }
  const first = await callTool(place, 'repo_apply_patch', { edits }, { run })
  const second = await callTool(place, 'repo_apply_patch', { edits: [{ path: 'b.txt', search: 'two', replace: 'four' }] }, { run })
  for (const { receiptId } of [second, first]) {
    expect((await next())?.id).toBe(receiptId)
    await undo(place, receiptId, actingAs({ run }))
  }
  expect(await next()).toBeUndefined()
})

it('only a patch of this workspace can be taken back', async () => {
  const place = await toolPlace({ files, task: { testCommand: 'true' } })
  const { receiptId } = await callTool(place, 'repo_run_tests')
  await expect(undo(place, receiptId, actingAs())).rejects.toMatchObject({ kind: 'invalid_input' })
  const other = await toolPlace({ files, path: place.runtime.path })
  const elsewhere = await callTool(other, 'repo_apply_patch', { edits })
  await expect(undo(place, elsewhere.receiptId, actingAs())).rejects.toMatchObject({ code: 'receipt_not_found' })
})
