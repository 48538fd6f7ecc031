import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Lazy } from './engine.ts'
import { databaseBusy, databaseUnreachable } from './refusals.ts'

const close = vi.fn(async () => {})
const engine = { close }

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => vi.useRealTimers())

test('a failed opening is told to all for a second, and then tried again', async () => {
  const failure = databaseUnreachable('Start it.', undefined)
  const open = vi.fn(async () => engine).mockRejectedValueOnce(failure)
  const lazy = new Lazy(open)
  await expect(Promise.all([lazy.get(), lazy.get()])).rejects.toBe(failure)
  vi.advanceTimersByTime(999)
  await expect(lazy.get()).rejects.toBe(failure)
  expect(open).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1)
  expect(await Promise.all([lazy.get(), lazy.get()])).toEqual([engine, engine])
  expect(open).toHaveBeenCalledTimes(2)
})

test('what was busy is tried again by the next use', async () => {
  const lazy = new Lazy(vi.fn(async () => engine).mockRejectedValueOnce(databaseBusy(undefined)))
  await expect(lazy.get()).rejects.toMatchObject({ code: 'database_busy' })
  expect(await lazy.get()).toBe(engine)
})

test('what could not be opened can be closed, and is not tried again', async () => {
  const open = vi.fn(async () => Promise.reject(databaseUnreachable('Start it.', undefined)))
  const lazy = new Lazy<typeof engine>(open)
  await expect(lazy.get()).rejects.toMatchObject({ code: 'database_unreachable' })
  await lazy.close()
  vi.advanceTimersByTime(1000)
  await expect(lazy.get()).rejects.toMatchObject({ code: 'storage_closed' })
  expect(open).toHaveBeenCalledTimes(1)
})
