import { afterEach, describe, expect, test, vi } from 'vitest'
import { databases, useDatabase } from './fixtures/database.ts'

describe.each(databases)('a driver for $name', (kind) => {
  const { open } = useDatabase(kind)
  afterEach(() => vi.useRealTimers())

  test('is loaded by the first transaction and not before, once', async () => {
    const loadDriver = vi.fn((name: string) => import(name))
    const storage = open({ loadDriver })
    expect(loadDriver).not.toHaveBeenCalled()
    await Promise.all([1, 2, 3].map(() => storage.transaction('local', 'read', async () => {})))
    expect(loadDriver).toHaveBeenCalledTimes(1)
  })

  test('that is missing is told at each call, and looked for again after a second', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    let installed = false
    const loadDriver = (name: string) => (installed ? import(name) : Promise.reject(new Error(`Cannot find ${name} in /home/somebody`)))
    const storage = open({ loadDriver })
    const failure = await storage.transaction('local', 'read', async () => {}).catch((error) => error)
    expect(failure).toMatchObject({ kind: 'unavailable', code: 'database_driver_missing' })
    expect(failure.hints[0]).toContain('npm install')
    expect(JSON.stringify(failure)).not.toContain('/home/somebody')
    expect(await storage.check()).toMatchObject({ ok: false, detail: failure.message, remedy: failure.hints[0] })
    installed = true
    await expect(storage.transaction('local', 'read', async () => 'too soon')).rejects.toBe(failure)
    vi.advanceTimersByTime(1000)
    await expect(storage.transaction('local', 'read', async () => 'works')).resolves.toBe('works')
  })
})
