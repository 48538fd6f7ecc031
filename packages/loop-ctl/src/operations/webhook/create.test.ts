import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { hook } from '../../fixtures/receiver.ts'

const url = 'https://example.com/hook?key=in-the-address'

describeCtl('create_webhook', (ctl) => {
  it('shows its secret, which is kept encrypted and never listed, and keeps the address out of the log', async () => {
    const { id, signing_secret, ...webhook } = await hook(ctl(), { url, events: ['story.verified', 'epic.completed', 'story.verified'] })
    expect(signing_secret).toMatch(/^[0-9a-f]{64}$/)
    expect(webhook).toEqual({
      url,
      events: ['story.verified', 'epic.completed'],
      project_id: null,
      active: true,
      consecutive_failures: 0,
      last_delivery_at: null,
      inserted_at: '2026-01-05T12:00:00.000Z',
      updated_at: '2026-01-05T12:00:00.000Z',
    })
    const stored = await ctl().tables((db) => db.selectFrom('ctl_webhooks').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
    expect(stored.signing_secret).toMatch(/^v1\./)
    const listed = JSON.stringify([await ctl().call('list_webhooks'), await ctl().call('get_webhook', { webhook_id: id })])
    expect(listed).not.toContain(signing_secret)
    const told = await ctl().eventsOf(id)
    expect(told).toMatchObject([{ type: 'webhook.created', after: { active: true, project_id: null } }])
    expect(JSON.stringify(told)).not.toMatch(/in-the-address|[0-9a-f]{64}/)
  })

  it('belongs to a project that is named by id or slug, and to no other', async () => {
    const project_id = await ctl().project({ slug: 'hooked' })
    expect((await hook(ctl(), { url, project_id: 'hooked' })).project_id).toBe(project_id)
    const refused = await ctl().refusal('create_webhook', { url, events: ['story.verified'], project_id: 'nobodys' })
    expect(refused.code).toBe('project_not_found')
  })

  it.each([
    'http://localhost:8080/',
    'https://127.0.0.1/',
    'http://10.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:192.168.0.1]/',
    'http://169.254.169.254/latest',
  ])('refuses %s, which is private', async (target) => {
    const refused = await ctl().refusal('create_webhook', { url: target, events: ['story.verified'] })
    expect(refused.toJSON().error).toMatchObject({
      status: 422,
      code: 'private_address',
      details: { url: ['must not target a private or loopback address'] },
    })
  })

  it.each(['ftp://example.com/', 'example.com', '/hook', 'http://'])('refuses %s, which is no web address', async (target) => {
    const refused = await ctl().refusal('create_webhook', { url: target, events: ['story.verified'] })
    expect(refused.details).toEqual({ url: ['must be an http or https address with a host'] })
  })

  it('refuses no events, and names those that there are not', async () => {
    const none = await ctl().refusal('create_webhook', { url, events: [] })
    expect(none.details).toEqual({ events: ['must contain at least one event type'] })
    const unknown = await ctl().refusal('create_webhook', { url, events: ['story.verified', 'story.eaten', 'all'] })
    expect(unknown.details).toEqual({ events: ['contains unknown event types: story.eaten, all'] })
  })

  it('takes what nothing emits yet', async () => {
    const events = ['token.anomaly_detected', 'article.published', 'story.backfilled']
    expect((await hook(ctl(), { url, events })).events).toEqual(events)
  })

  it('is for people alone', async () => {
    for (const as of [agents.implementer, agents.orchestrator])
      expect((await ctl().refusal('create_webhook', { url, events: ['story.verified'] }, { as })).kind).toBe('forbidden')
  })

  it('stops at the limit', async () => {
    for (let count = 0; count < 10; count++) await hook(ctl(), { url })
    const refused = await ctl().refusal('create_webhook', { url, events: ['story.verified'] })
    expect([refused.status, refused.code, refused.details]).toEqual([
      422,
      'limit_reached',
      { base: ['Webhook limit reached for this tenant'] },
    ])
  })
})
