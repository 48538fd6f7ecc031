import { randomBytes } from 'node:crypto'
import { type TestDatabase, testDatabases, testLoop } from 'loop-core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CtlDatabase } from '../ctl.ts'
import { loopCtl } from '../index.ts'
import { findWebhook } from '../storage/webhooks.ts'
import { secretReader } from './secrets.ts'

const newKey = () => randomBytes(32).toString('base64')

describe.each(testDatabases())('the secrets of webhooks on $name', ({ create }) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await create([loopCtl])
  })
  afterAll(() => database.drop())

  function open(LOOP_ENCRYPTION_KEY?: string) {
    let ids = 0
    const prefix = randomBytes(6).toString('hex')
    const loop = testLoop([loopCtl], {
      databaseUrl: database.url,
      environment: { LOOP_ENCRYPTION_KEY },
      newId: () => `${prefix}-${++ids}`,
    })
    const { application } = loop
    const make = async () => {
      const { webhook } = await loop.call('create_webhook', { url: 'https://example.com/', events: ['story.verified'] })
      return webhook as { id: string; signing_secret: string }
    }
    const read = (id: string) =>
      application.storage.transaction('local', 'read', async (untyped) => {
        const db = untyped as CtlDatabase
        const secretOf = await secretReader({ db, config: application.config })
        return secretOf((await findWebhook(db, id))!)
      })
    return { make, read, close: loop.close }
  }

  it('are unreadable, in words that say so, once the only key there was is gone', async () => {
    const keyed = open(newKey())
    const { id } = await keyed.make()
    await keyed.close()
    const keyless = open()
    await expect(keyless.read(id)).rejects.toMatchObject({
      code: 'secret_unreadable',
      message: expect.stringContaining('LOOP_ENCRYPTION_KEY'),
    })
    await keyless.close()
  })

  it('are readable without a key of the server, with one that came later, and with one that came after that', async () => {
    const alone = open()
    const first = await alone.make()
    expect(await alone.read(first.id)).toBe(first.signing_secret)
    await alone.close()

    const key = newKey()
    const keyed = open(key)
    const second = await keyed.make()
    expect([await keyed.read(first.id), await keyed.read(second.id)]).toEqual([first.signing_secret, second.signing_secret])
    await keyed.close()

    const rotated = open(`${newKey()},${key}`)
    expect([await rotated.read(first.id), await rotated.read(second.id)]).toEqual([first.signing_secret, second.signing_secret])
    await rotated.close()

    const robbed = open()
    await expect(robbed.read(second.id)).rejects.toMatchObject({ code: 'secret_unreadable' })
    await robbed.close()
  })
})

it.each([
  [{ LOOP_ENCRYPTION_KEY: 'too-short' }, 'LOOP_ENCRYPTION_KEY: must hold 32 bytes in base64'],
  [{ LOOPCTL_WEBHOOK_ALLOW: '10.0.0.0/99' }, 'LOOPCTL_WEBHOOK_ALLOW: 10.0.0.0/99 is no host name'],
])('a wrong setting stops the start: %o', (environment, words) => {
  expect(() => testLoop([loopCtl], { environment })).toThrow(words)
})
