import { describe, expect, it } from 'vitest'
import type { Actor } from '../actor.ts'
import { recordingLog } from '../fixtures/recording-log.ts'
import { useDatabase } from '../fixtures/use-loop.ts'
import { testDatabases, testLoop } from '../testing/index.ts'
import { findKeyById, issueKey } from './keys.ts'

describe.each(testDatabases())('the use of keys on $name', (kind) => {
  const url = useDatabase(kind)
  const actorOf = (key: string): Actor => ({ tenant: 'local', role: 'user', key })

  it('is written down before the application has closed', async () => {
    const { application } = testLoop([], { databaseUrl: url() })
    const { storage, clock, usage } = application
    const { key } = await storage.transaction('local', 'write', (db) => issueKey(db, { tenant: 'local', name: 'k', role: 'user' }, clock()))
    usage.note(actorOf(key.id))
    await application.close()
    const later = testLoop([], { databaseUrl: url() })
    const row = await later.application.storage.transaction('local', 'read', (db) => findKeyById(db, key.id))
    expect(row?.last_used_at).toBe(clock().toISOString())
    await later.close()
  })

  it('fails for the log alone', async () => {
    const { log, lines } = recordingLog()
    const { application } = testLoop([], { databaseUrl: url(), log })
    await application.close()
    application.usage.note(actorOf('k1'))
    await application.afterwards.settle()
    expect(JSON.stringify(lines)).toContain('the use of a key could not be noted')
  })
})
