import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { localOwner, openToRead } from 'loop-core/direct'
import { describe, expect, it, onTestFinished } from 'vitest'
import { claudeHooks } from '../fixtures/hooks.ts'
import { migrations } from '../migrations/index.ts'
import { findSignal } from '../storage/signals.ts'
import { answerHook, type HookDoor } from './answer.ts'
import { takeHere } from './here.ts'
import { readHook } from './payload.ts'
import { signalKeyOf } from './signature.ts'

describe('the hook', () => {
  async function answered(stdin: Readable, more: Partial<HookDoor> = {}) {
    const stderr = new PassThrough()
    const taken: unknown[] = []
    const take: HookDoor['take'] = async (payload) => void taken.push(payload)
    const stdout = await answerHook({ words: [], stdin, stderr, take, ...more })
    return { stdout, stderr: String(stderr.read() ?? ''), taken }
  }
  const text = (payload: unknown) => Readable.from([typeof payload === 'string' ? payload : JSON.stringify(payload)])

  it.each([
    ['no JSON', '{nope'],
    ['no object', '["SessionStart"]'],
    ['nothing', ''],
    ['an unknown event', { hook_event_name: 'PreCompact' }],
  ])('says one line on stderr and nothing on stdout where it gets %s', async (_, payload) => {
    const { stdout, stderr, taken } = await answered(text(payload))
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^loop-learn: nothing was noted: .+\n$/)
    expect(taken).toEqual([])
    expect((await answered(text(payload), { words: ['--client', 'codex'] })).stdout).toBe('{}\n')
  })

  it('passes over a byte order mark, and takes no payload of 10 MB', async () => {
    expect((await answered(text(`\ufeff${JSON.stringify(claudeHooks.failure)}`))).taken).toHaveLength(1)
    const large = await answered(Readable.from(Array.from({ length: 10 }, () => Buffer.alloc(1_000_000, ' '))))
    expect(large).toMatchObject({ stdout: '', stderr: expect.stringContaining('larger than 8 MiB') })
  })

  it('lets go of a client that would wait too long, and of a payload that never ends', async () => {
    const slow = await answered(text(claudeHooks.failure), { limitMs: 5, take: () => new Promise(() => {}) })
    expect(slow).toMatchObject({ stdout: '', stderr: expect.stringContaining('no time left') })
    expect(await answered(new PassThrough(), { limitMs: 5 })).toMatchObject({ stdout: '', stderr: expect.stringContaining('no time left') })
  })

  it('prints what the client wants to hear, and fails in nobody’s way', async () => {
    const { stdout } = await answered(text(claudeHooks.sessionStart), { take: async () => ({ hookSpecificOutput: { a: 1 } }) })
    expect(stdout).toBe('{"hookSpecificOutput":{"a":1}}\n')
    const failing = await answered(text(claudeHooks.failure), { take: () => Promise.reject(new Error('the disk is full\nat x')) })
    expect(failing).toMatchObject({ stdout: '', stderr: 'loop-learn: nothing was noted: the disk is full\n' })
  })
})

describe('the hook on a machine', () => {
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'loop-hook-'))
    onTestFinished(() => rmSync(made, { recursive: true, force: true }))
    return made
  }

  it('makes no file for a success, counts failures in the file of the machine, and forgets them with the next success', async () => {
    const environment = { LOOP_HOME: folder() }
    const take = (payload: object) => takeHere(environment, payload, readHook(payload as never))
    const path = join(environment.LOOP_HOME, 'data', 'loop.db')
    await take(claudeHooks.success)
    expect(existsSync(path)).toBe(false)
    await take(claudeHooks.failure)
    const signal = async () => {
      const reading = openToRead({ path, module: { prefix: 'learn', migrations } })
      const key = signalKeyOf(readHook(claudeHooks.failure) as never)
      const found = await reading.transaction((db) => findSignal(db as never, localOwner.id, key))
      await reading.close()
      return found
    }
    expect(await signal()).toMatchObject({ failures: 1 })
    await take(claudeHooks.success)
    expect(await signal()).toBeUndefined()
  })

  it.each([{ LOOP_SERVER: 'https://loop.example' }, { DATABASE_URL: 'postgres://loop.example/loop' }])(
    'reaches for nothing that is elsewhere: %j',
    async (environment) => {
      const taken = takeHere(environment, claudeHooks.failure, readHook(claudeHooks.failure))
      await expect(taken).rejects.toThrow('POST /api/hooks')
    },
  )
})
