import { expect, it } from 'vitest'
import { describeMailing, from } from '../fixtures/mailing.ts'
import { runQueue } from '../fixtures/start-command.ts'

describeMailing('the command that ships a loop', (office) => {
  async function prepare(url: string | undefined) {
    const post = office.open(url)
    await post.people('ann', 'bob')
    const { id } = (await post.call('create_loop', { name: 'First' })).loop as { id: string }
    const environment = { DATABASE_URL: office.url(), LOOP_MAIL_FROM: from, ...(url && { LOOP_SMTP_URL: url }) }
    return { ...post, ship: () => runQueue(['loop', 'ship', '--loop-id', id, '--json'], environment) }
  }

  it('sends the mail before it ends', async () => {
    const { url, received } = await office.server()
    const { ship, mails } = await prepare(url)
    const { exitCode, stdout, stderr } = await ship()
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({ changed: true, notified: { mail: 'queued' } })
    expect(received.flatMap(({ to }) => to).sort()).toEqual(['ann@example.com', 'bob@example.com'])
    expect((await mails()).map(({ status }) => status).sort()).toEqual(['sent', 'sent', 'skipped'])
  })

  it('says which mail still waits', async () => {
    const { url } = await office.server({ refuse: (to) => (to === 'bob@example.com' ? 451 : undefined) })
    const { exitCode, stderr } = await (await prepare(url)).ship()
    expect(exitCode).toBe(0)
    expect(stderr).toBe(
      '1 mail still waits and is tried again while a server runs, such as loop-queue --http. doctor looks at the mail server.\n',
    )
  })

  it('gives up waiting for a silent mail server after ten seconds', async () => {
    const { url } = await office.server({ onConnect: () => {} })
    const { ship } = await prepare(url)
    const started = Date.now()
    const { exitCode, stderr } = await ship()
    expect(exitCode).toBe(0)
    expect(stderr).toContain('2 mails still wait')
    expect(Date.now() - started).toBeLessThan(25_000)
  })

  it('fills the inboxes and waits for nothing without a mail server', async () => {
    const { ship, table } = await prepare(undefined)
    expect(await ship()).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await table('queue_notifications')).toHaveLength(3)
  })
})
