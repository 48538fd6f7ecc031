import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { describeMailing } from '../fixtures/mailing.ts'

/** So far back that what is to be tried again in a minute is so in three seconds. */
const soon = () => new Date(Date.now() - 57_000)

describeMailing('the mail about a shipped loop', (office) => {
  it('goes once to each member with an address, through a login, and a second call sends nothing', async () => {
    const { url, received } = await office.server()
    const { call, people, ship, settled, work, table } = office.open(url)
    const [ann] = await people('ann', 'bob')
    const loop_id = await ship()
    await work()
    const mails = await settled()
    expect(mails.get('ann')).toMatchObject({ status: 'sent', attempts: 1, last_code: null })
    expect(mails.get('Owner')).toMatchObject({ status: 'skipped', last_code: 'no_address' })
    expect(received.flatMap(({ to }) => to).sort()).toEqual(['ann@example.com', 'bob@example.com'])
    expect(await table('queue_notifications')).toHaveLength(3)
    expect(mails.get('ann')!.message_id).toBe(`<${mails.get('ann')!.event_id}.${ann}@queue.example>`)
    await call('ship_loop', { loop_id })
    await sleep(1_500)
    expect(received).toHaveLength(2)
  })

  it('says in plain text what was shipped, by whom, and what is unfinished', async () => {
    const { url, received } = await office.server()
    const { call, people, settled, work } = office.open(url, { environment: { LOOP_PUBLIC_URL: 'https://loop.example/' } })
    await people('ann')
    const made = await call('create_loop', { name: 'Spring', description: 'What we promised.' })
    const { id: loop_id } = made.loop as { id: string }
    for (const title of ['One', 'Two', 'Three']) await call('create_task', { title, loop_id, status: 'approved' })
    const { tasks } = (await call('list_tasks', { loop_id })) as { tasks: { id: string }[] }
    for (const { id } of tasks.slice(0, 2)) await call('update_task', { task_id: id, status: 'shipped' })
    await call('ship_loop', { loop_id })
    await work()
    await settled()
    const [{ mail, raw }] = received as [(typeof received)[0]]
    expect(mail.subject).toBe('[default] Shipped: Spring')
    expect(mail.html).toBeUndefined()
    expect([mail.from, mail.to]).toEqual([{ name: 'Loop', address: 'loop@queue.example' }, [{ name: 'ann', address: 'ann@example.com' }]])
    expect(mail.text?.trimEnd()).toBe(
      [
        'Owner shipped the loop "Spring" of the workspace default on 2026-01-05 12:00 UTC.',
        'What we promised.',
        'Shipped tasks (2):\n- One\n- Two',
        '1 task is unfinished and stayed as it was.',
        `https://loop.example/api/v1/loops/${loop_id}`,
      ].join('\n\n'),
    )
    expect(raw).toContain('Auto-Submitted: auto-generated')
  })

  it('stays one mail to one person however a loop, a task or a member is called', async () => {
    const { url, received } = await office.server()
    const { call, settled, work } = office.open(url)
    const hostile = 'Eve\r\nBcc: evil@example.com\r\n\r\n<script>\u001b[31m\u2028X: 1'
    await call('add_member', { name: hostile, email: 'eve@example.com' })
    const made = await call('create_loop', { name: hostile, description: `${hostile}\r\n.\r\nQUIT` })
    const { id: loop_id } = made.loop as { id: string }
    await call('create_task', { title: hostile, loop_id, status: 'approved' })
    const { tasks } = (await call('list_tasks', { loop_id })) as { tasks: { id: string }[] }
    await call('update_task', { task_id: tasks[0]!.id, status: 'shipped' })
    await call('ship_loop', { loop_id })
    await work()
    await settled()
    const [{ mail, to }] = received as [(typeof received)[0]]
    expect([received.length, to]).toEqual([1, ['eve@example.com']])
    expect(mail.bcc ?? []).toEqual([])
    expect(mail.headers.map(({ key }) => key)).not.toContain('x')
    expect(mail.subject).toBe('[default] Shipped: Eve Bcc: evil@example.com <script> [31m X: 1')
    expect(mail.text).toContain('\n- Eve Bcc: evil@example.com <script> [31m X: 1\n')
    expect(mail.text).not.toMatch(/[^\P{Cc}\n]/u)
    expect(mail.text).toContain('\nQUIT')
  })

  it('has a subject of at most 150 characters', async () => {
    const { url, received } = await office.server()
    const { people, ship, settled, work } = office.open(url)
    await people('ann')
    await ship('😀ä'.repeat(100))
    await work()
    await settled()
    expect([...received[0]!.mail.subject!]).toHaveLength(150)
  })

  it('is refused for one address without stopping the others, is not tried again, and that stands in the log', async () => {
    const { url, received, asked } = await office.server({ refuse: (to) => (to === 'bob@example.com' ? 550 : undefined) })
    const { people, ship, settled, work, events } = office.open(url)
    const [, bob] = await people('ann', 'bob', 'cem')
    const loop_id = await ship()
    await work()
    const mails = await settled()
    expect(mails.get('bob')).toMatchObject({ status: 'failed', attempts: 1, last_code: '550' })
    expect(received.flatMap(({ to }) => to).sort()).toEqual(['ann@example.com', 'cem@example.com'])
    expect(asked.filter((to) => to === 'bob@example.com')).toHaveLength(1)
    const failed = (await events()).filter(({ type }) => type === 'mail.failed')
    expect(failed).toMatchObject([{ entity: loop_id, actor: null, after: { member_id: bob, code: '550', attempts: 1 } }])
    expect(JSON.stringify(failed)).not.toContain('bob@example.com')
  })

  it('that failed stands in the inbox of every person', async () => {
    const { url } = await office.server({ refuse: (to) => (to === 'bob@example.com' ? 550 : undefined) })
    const { people, ship, settled, work, table } = office.open(url)
    const ids = await people('ann', 'bob')
    const loop_id = await ship('Spring')
    await work()
    await settled()
    const told = async () => (await table('queue_notifications')).filter(({ kind }) => kind === 'mail.failed')
    await vi.waitFor(async () => expect(await told()).toHaveLength(3), { timeout: 20_000 })
    expect((await told()).map(({ recipient }) => recipient).sort()).toEqual([...ids, 'owner'].sort())
    expect((await told())[0]).toMatchObject({ loop_id, text: 'A mail could not be sent: Spring' })
  })

  it('that is put off is tried again, and arrives once', async () => {
    const { url, received } = await office.server({ refuse: (_, times) => (times === 1 ? 451 : undefined) })
    const { people, ship, settled, work } = office.open(url)
    await people('ann')
    await ship()
    await work()
    expect((await settled()).get('ann')).toMatchObject({ status: 'sent', attempts: 2, last_code: null })
    expect(received).toHaveLength(1)
  })

  it('waits a minute before the second try', async () => {
    const { url, asked } = await office.server({ refuse: () => 451 })
    const { people, ship, work, mails } = office.open(url, { clock: () => new Date() })
    await people('ann')
    await ship()
    await work()
    const tried = async () =>
      expect(await mails()).toContainEqual(expect.objectContaining({ attempts: 1, last_code: '451', status: 'queued' }))
    await vi.waitFor(tried, { timeout: 20_000 })
    await sleep(2_500)
    expect(asked).toHaveLength(1)
  })

  it('is given up after six tries', async () => {
    const { url, asked } = await office.server({ refuse: () => 451 })
    const { people, ship, settled, work, events } = office.open(url)
    await people('ann')
    await ship()
    await work()
    expect((await settled()).get('ann')).toMatchObject({ status: 'failed', attempts: 6, last_code: '451' })
    expect(asked).toHaveLength(6)
    expect((await events()).filter(({ type }) => type === 'mail.failed')).toHaveLength(1)
  })

  it('is tried again after a refused login, whose code says no for ever', async () => {
    let logins = 0
    const { url, received } = await office.server({
      onAuth: (_, __, done) => (++logins === 1 ? done(new Error('Not yet')) : done(null, { user: 'loop' })),
    })
    const { people, ship, settled, work } = office.open(url)
    await people('ann')
    await ship()
    await work()
    expect((await settled()).get('ann')).toMatchObject({ status: 'sent', attempts: 2 })
    expect(received).toHaveLength(1)
  })

  it('is tried again after a connection that broke, and after a server that is silent', async () => {
    let connections = 0
    const { url, received } = await office.server({
      onConnect(_, done) {
        connections += 1
        if (connections === 1) return done(Object.assign(new Error('Busy'), { responseCode: 421 }))
        if (connections > 2) done()
      },
    })
    const { people, ship, settled, work } = office.open(`${url}?greetingTimeout=300&connectionTimeout=300&socketTimeout=600`)
    await people('ann')
    await ship()
    await work()
    expect((await settled()).get('ann')).toMatchObject({ status: 'sent', attempts: 3 })
    expect(received).toHaveLength(1)
  })

  it('is tried again by the next process on the same database', async () => {
    const { url, received } = await office.server({ refuse: (_, times) => (times === 1 ? 451 : undefined) })
    const first = office.open(url, { clock: soon })
    await first.people('ann')
    await first.ship()
    await first.work()
    const tried = async () => expect(await first.mails()).toContainEqual(expect.objectContaining({ attempts: 1, status: 'queued' }))
    await vi.waitFor(tried, { timeout: 20_000 })
    await first.close()
    const second = office.open(url, { clock: soon })
    await second.call('list_members')
    await second.work()
    expect((await second.settled()).get('ann')).toMatchObject({ status: 'sent', attempts: 2 })
    expect(received).toHaveLength(1)
  })

  it('is not sent in the clear to a server that offers encryption which cannot be trusted', async () => {
    const { url, received } = await office.server({ disabledCommands: [] })
    const { people, ship, settled, work } = office.open(url)
    await people('ann')
    await ship()
    await work()
    expect((await settled()).get('ann')).toMatchObject({
      status: 'failed',
      attempts: 6,
      last_code: expect.stringMatching(/^E(TLS|SOCKET)$/),
    })
    expect(received).toEqual([])
  })

  it('is put off in a process that is not set up for mail', async () => {
    const shipper = office.open('smtp://127.0.0.1:1')
    await shipper.people('ann')
    await shipper.ship()
    await shipper.close()
    const other = office.open(undefined)
    await other.call('list_members')
    await other.work()
    expect((await other.settled()).get('ann')).toMatchObject({ last_code: 'not_configured' })
  })

  it('is skipped for somebody who has left meanwhile', async () => {
    const { url, received } = await office.server({ refuse: (_, times) => (times === 1 ? 451 : undefined) })
    const { call, people, ship, work, mails } = office.open(url, { clock: soon })
    const [member_id] = await people('ann')
    await ship()
    await work()
    const ofAnn = async () => (await mails()).find((mail) => mail.member_id === member_id)
    await vi.waitFor(async () => expect(await ofAnn()).toMatchObject({ attempts: 1 }), { timeout: 20_000 })
    await call('remove_member', { member_id })
    await vi.waitFor(async () => expect(await ofAnn()).toMatchObject({ status: 'skipped', last_code: 'no_address' }), { timeout: 20_000 })
    expect(received).toEqual([])
  })
})
