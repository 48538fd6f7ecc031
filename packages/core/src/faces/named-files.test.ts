import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { localPrincipal } from '../accounts/identities.ts'
import { localCaller } from '../local-caller.ts'
import { defineModule } from '../module.ts'
import { operation } from '../operation.ts'
import { testLoop } from '../testing/loop.ts'
import { readingFiles } from './named-files.ts'

const keep = operation({
  name: 'keep_payload',
  title: 'Keep payload',
  summary: 'Gives back what it got.',
  kind: 'read',
  roles: ['user'],
  files: { payload_path: 'payload' },
  input: z.object({ payload: z.unknown().optional(), payload_path: z.string().optional() }),
  output: z.object({ payload: z.unknown() }),
  run: async ({ payload }) => ({ payload: payload ?? null }),
})
const keeper = defineModule({ name: 'keeper', title: 'Keeper', instructions: 'Keeps.', operations: [keep] })

const folder = mkdtempSync(join(tmpdir(), 'loop-files-'))
const loop = testLoop([keeper])
afterAll(async () => {
  await loop.close()
  rmSync(folder, { recursive: true, force: true })
})
const bare = localCaller(loop.application, localPrincipal())
const caller = readingFiles(bare, [keeper])

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

test('what a file holds stands for the argument', async () => {
  const payload_path = file('good.json', '\ufeff{"epics": []}')
  expect(await caller.call('keep_payload', { payload_path })).toEqual({ payload: { epics: [] } })
  expect(await caller.call('keep_payload', { payload: 'sent' })).toEqual({ payload: 'sent' })
  expect(await caller.call('keep_payload', undefined)).toEqual({ payload: null })
})

test.each<[string, () => object]>([
  ['two_sources', () => ({ payload: 1, payload_path: file('both.json', '1') })],
  ['file_unreadable', () => ({ payload_path: join(folder, 'none.json') })],
  ['file_unreadable', () => ({ payload_path: folder })],
  ['file_unreadable', () => ({ payload_path: pipe() })],
  ['file_too_large', () => ({ payload_path: file('large.json', ' '.repeat(16 * 1024 * 1024 + 1)) })],
  ['invalid_input', () => ({ payload_path: 7 })],
])('%s: nothing is called', async (code, input) => {
  await expect(caller.call('keep_payload', input())).rejects.toMatchObject({ kind: 'invalid_input', code })
})

test('what is no JSON is refused without a word of it', async () => {
  const payload_path = file('secret.txt', 'hunter2')
  const error = await caller.call('keep_payload', { payload_path }).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'file_not_json' })
  expect(JSON.stringify(error)).not.toContain('hunter2')
})

test('a server elsewhere reads no files', async () => {
  const input = { payload_path: file('here.json', '{}') }
  await expect(bare.call('keep_payload', input)).rejects.toMatchObject({ kind: 'invalid_input', code: 'file_elsewhere' })
})

/** One to which nobody ever writes. */
function pipe(): string {
  const path = join(folder, 'pipe')
  execFileSync('mkfifo', [path])
  return path
}
