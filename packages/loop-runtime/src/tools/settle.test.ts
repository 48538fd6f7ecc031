import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { actingAs, receiptOf, toolPlace } from '../fixtures/tool-place.ts'
import { insertBlobs } from '../storage/blobs.ts'
import { readEffects, storedEffects } from '../storage/effects.ts'
import { receiptsSince } from '../storage/receipts.ts'
import { propose } from './propose.ts'
import { settle } from './settle.ts'

const run = { id: 'run-1', step: 2 }

/** A patch of two files whose intent is kept, and a way to settle it. */
async function intended() {
  const place = await toolPlace({ files: { 'a.txt': 'one\n', 'b.txt': 'two\n' } })
  const edits = ['a.txt', 'test/b.js'].map((path, n) => ({ path, search: n === 0 ? 'one' : '', replace: 'new' }))
  const proposal = await propose(place, { tool: 'repo_apply_patch', args: { edits } })
  const { text, blobs } = await storedEffects(proposal.effects!, place.runtime.now())
  await place.runtime.transaction('write', ({ db }) => insertBlobs(db, blobs))
  const effects = (await place.runtime.transaction('read', ({ db }) => readEffects(db, text)))!
  expect(effects).toEqual(proposal.effects)
  return {
    place,
    proposal,
    path: (name: string) => join(place.files.root, name),
    settle: () => settle(place, { effects, run }, actingAs().signal),
    receipts: () => place.runtime.transaction('read', ({ db }) => receiptsSince(db, place.files.root, '')),
  }
}

it('50. a patch of which nothing was written is applied, and has one receipt however often it is settled', async () => {
  const { place, settle, path, receipts } = await intended()
  const { outcome, receiptId } = await settle()
  expect(outcome).toBe('applied')
  expect(readFileSync(path('a.txt'), 'utf8')).toBe('new\n')
  expect(await receiptOf(place, { receiptId: receiptId! })).toMatchObject({ run_id: 'run-1', step: 2, verifiers: '["test/b.js"]' })
  expect(await settle()).toEqual({ outcome: 'done', receiptId, editedFiles: ['a.txt', 'test/b.js'] })
  expect(await receipts()).toHaveLength(1)
})

it('50. a patch that was written without its receipt gets it', async () => {
  const { settle, path, receipts } = await intended()
  writeFileSync(path('a.txt'), 'new\n')
  expect((await settle()).outcome).toBe('finished')
  expect(readFileSync(path('test/b.js'), 'utf8')).toBe('new')
  expect(await receipts()).toHaveLength(1)
})

it('50. a patch whose receipt was written is done', async () => {
  const { proposal, settle, receipts } = await intended()
  const { receiptId } = await proposal.perform(actingAs({ run }))
  expect(await settle()).toEqual({ outcome: 'done', receiptId, editedFiles: ['a.txt', 'test/b.js'] })
  expect(await receipts()).toHaveLength(1)
})

it('a file that is neither as before nor as after leaves all of it to a person', async () => {
  const { settle, path, receipts } = await intended()
  writeFileSync(path('a.txt'), 'meanwhile\n')
  expect(await settle()).toEqual({ outcome: 'unknown', paths: ['a.txt'], editedFiles: [] })
  expect([readFileSync(path('a.txt'), 'utf8'), existsSync(path('test/b.js'))]).toEqual(['meanwhile\n', false])
  expect(await receipts()).toEqual([])
})
