import { sql } from 'kysely'
import { expect, it, vi } from 'vitest'
import { certificate } from '../fixtures/certificate.ts'
import { describeMailing, from } from '../fixtures/mailing.ts'
import { kill, startMailer } from '../fixtures/start-mailer.ts'

describeMailing('mail about a shipped loop across processes', (office) => {
  it('and the inbox are filled once although the process died right after it had shipped', async () => {
    const { url, received } = await office.server()
    const { call, people, settled, work, table } = office.open(url)
    await people('ann')
    const { id } = (await call('create_loop', { name: 'First' })).loop as { id: string }
    const shipper = await startMailer([office.url(), 'ship', id], { LOOP_SMTP_URL: url, LOOP_MAIL_FROM: from })
    await kill(shipper)
    expect([received.length, (await table('queue_mails')).length]).toEqual([0, 0])
    await work()
    expect((await settled()).get('ann')).toMatchObject({ status: 'sent', attempts: 1 })
    expect(received).toHaveLength(1)
    expect(await table('queue_notifications')).toHaveLength(2)
  })

  // Only this queue keeps the time of a try in a table of ours, where a test can let it pass; that a killed try comes again on both is shown by core's contract.
  if (office.kind === 'sqlite')
    it('that was sent by a process which died before it could say so is sent again with the same id', async () => {
      let atTheDoor = () => {}
      const arrived = new Promise<void>((resolve) => {
        atTheDoor = resolve
      })
      let letIn = () => {}
      const dead = new Promise<void>((resolve) => {
        letIn = resolve
      })
      const { url, received } = await office.server({
        async beforeTaking() {
          atTheDoor()
          await dead
        },
      })
      const { application, people, ship, settled, work } = office.open(url)
      await people('ann')
      await ship()
      const worker = await startMailer([office.url(), 'work'], { LOOP_SMTP_URL: url, LOOP_MAIL_FROM: from, LOOP_LOG_LEVEL: 'silent' })
      await arrived
      await kill(worker)
      letIn()
      await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 10_000 })
      // As if the time that a try may take had passed.
      await application.storage.transaction('local', 'write', (db) => sql`update core_jobs set ready_at = '2026-01-01'`.execute(db))
      await work()
      expect((await settled()).get('ann')).toMatchObject({ status: 'sent' })
      expect(received).toHaveLength(2)
      expect(new Set(received.map(({ mail }) => mail.messageId)).size).toBe(1)
    })

  it.each(['STARTTLS', 'TLS from the first byte'])('is encrypted by %s', async (how) => {
    const { key, cert, file } = certificate()
    const { url, received } = await office.server({ key, cert, disabledCommands: [], secure: how !== 'STARTTLS', allowInsecureAuth: false })
    const { people, ship, settled } = office.open(url)
    await people('ann')
    await ship()
    const LOOP_SMTP_URL = how === 'STARTTLS' ? url : url.replace('smtp:', 'smtps:')
    await startMailer([office.url(), 'work'], { LOOP_SMTP_URL, LOOP_MAIL_FROM: from, NODE_EXTRA_CA_CERTS: file })
    expect((await settled()).get('ann')).toMatchObject({ status: 'sent', attempts: 1 })
    expect(received).toMatchObject([{ encrypted: true, to: ['ann@example.com'] }])
  })

  it('is sent once although two processes work', async () => {
    const { url, received } = await office.server()
    const [one, other] = [office.open(url), office.open(url)]
    const names = Array.from({ length: 20 }, (_, index) => `member${index}`)
    await one.people(...names)
    await other.call('list_members')
    await Promise.all([one.work(), other.work()])
    await one.ship()
    await one.settled()
    expect(received.flatMap(({ to }) => to).sort()).toEqual(names.map((name) => `${name}@example.com`).sort())
  })
})
