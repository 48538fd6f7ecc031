import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { useLoop } from '../fixtures/use-loop.ts'
import { defineModule } from '../module.ts'
import { operation } from '../operation.ts'
import { testDatabases } from '../testing/index.ts'

const limit = 100

/** Reserves an amount, and settles it where it says what was used. */
const spend = operation({
  name: 'spend',
  title: 'Spend',
  summary: 'Spends.',
  kind: 'effect',
  roles: ['user'],
  input: z.object({ name: z.string().max(20), amount: z.int().max(limit), used: z.int().max(1_000).optional() }),
  output: z.object({ is_reserved: z.boolean() }),
  async run({ name, amount, used }, { quota }) {
    const reservation = await quota.reserve({ name, limit, amount })
    if (used !== undefined) await reservation?.settle(used)
    if (used !== undefined) await reservation?.settle(used)
    return { is_reserved: reservation !== undefined }
  },
})

const modules = ['one', 'two'].map((name) =>
  defineModule({ name, title: name, operations: [{ ...spend, name: `spend_${name}`, command: `${name} spend` }] }),
)

describe.each(testDatabases())('a quota on $name', (kind) => {
  const loop = useLoop(kind, modules)
  const by = (tenant: string) => ({ as: { tenant, role: 'user', member: { id: 'm', name: 'M' } } as const })
  const reserves = async (input: { name: string; amount: number; used?: number }, tenant = 'local', module = 'one') =>
    (await loop().call(`spend_${module}`, input, by(tenant))).is_reserved

  it('is one for all tenants, and one for each name of each module', async () => {
    expect(await reserves({ name: 'shared', amount: 60 }, 'acme')).toBe(true)
    expect(await reserves({ name: 'shared', amount: 41 }, 'zebra')).toBe(false)
    expect(await reserves({ name: 'shared', amount: 40 }, 'zebra')).toBe(true)
    expect(await reserves({ name: 'other', amount: 41 }, 'zebra')).toBe(true)
    expect(await reserves({ name: 'shared', amount: 41 }, 'zebra', 'two')).toBe(true)
  })

  it('gets back what was not used, once, and may be overdrawn by what was', async () => {
    expect(await reserves({ name: 'settled', amount: 100, used: 70 })).toBe(true)
    expect(await reserves({ name: 'settled', amount: 31 })).toBe(false)
    expect(await reserves({ name: 'settled', amount: 30, used: 50 })).toBe(true)
    expect(await reserves({ name: 'settled', amount: 0 })).toBe(false)
  })

  it('lets of many at once no more through than there is room for', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => reserves({ name: 'raced', amount: 40 })))
    expect(made.filter(Boolean)).toHaveLength(2)
  })

  it('gets back after ten minutes what nobody settled, and begins anew with the day', async () => {
    expect(await reserves({ name: 'left', amount: 100 })).toBe(true)
    loop().pass(10 * 60_000)
    expect(await reserves({ name: 'left', amount: 1 })).toBe(false)
    loop().pass(1)
    expect(await reserves({ name: 'left', amount: 100, used: 100 })).toBe(true)
    expect(await reserves({ name: 'left', amount: 1 })).toBe(false)
    loop().pass(24 * 60 * 60_000)
    expect(await reserves({ name: 'left', amount: 100 })).toBe(true)
  })
})
