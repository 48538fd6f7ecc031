import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { agents, describeCtl, type TestCtl } from '../fixtures/ctl.ts'
import { hook, reachable, receiver, settled } from '../fixtures/receiver.ts'

/** A project with one story and a webhook of its own, so that tests do not hear of each other. */
async function prepare(ctl: TestCtl, input: { url: string } & Record<string, unknown>) {
  await ctl.work()
  const project_id = await ctl.project()
  const story_id = await ctl.story({ epic_id: await ctl.epic(project_id) })
  return { project_id, story_id, webhook: await hook(ctl, { project_id, ...input }) }
}

const isSignedWith = (secret: string, raw: Buffer) => `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`

describeCtl(
  'a delivery to a webhook',
  (ctl) => {
    it('is signed over the exact bytes with the secret that was shown, under both names (D8)', async () => {
      const { url, received, bodies } = await receiver()
      const { story_id, webhook } = await prepare(ctl(), { url })
      await ctl().bring(story_id, 'contracted')
      await bodies(1)
      const [{ headers, raw, body }] = received as [(typeof received)[0]]
      expect(headers).toMatchObject({
        'content-type': 'application/json',
        'user-agent': 'Loopctl-Webhook/1.0',
        'x-webhook-id': body.id,
        'x-webhook-timestamp': expect.stringMatching(/^\d{10}$/),
        'x-signature-256': isSignedWith(webhook.signing_secret, raw),
        'x-loopctl-signature': isSignedWith(webhook.signing_secret, raw),
      })
    })

    it('is an envelope whose top level also holds the fields of its data (D7)', async () => {
      const { url, bodies } = await receiver()
      const { story_id, project_id } = await prepare(ctl(), { url })
      await ctl().bring(story_id, 'contracted')
      const [{ id, data, ...flat }] = await bodies(1)
      const { event, timestamp, ...fields } = data
      expect(flat).toEqual(data)
      expect([typeof id, event, timestamp]).toEqual(['string', 'story.status_changed', expect.stringMatching(/Z$/)])
      expect(fields).toEqual({
        story_id,
        project_id,
        epic_id: expect.any(String),
        old_status: 'pending',
        new_status: 'contracted',
        agent_id: 'implementer-local',
      })
    })

    it('stands in the order of the events', async () => {
      const { url, bodies } = await receiver(() => sleep(20, 200))
      const events = ['story.status_changed', 'story.review_completed', 'story.verified', 'epic.completed']
      const { story_id } = await prepare(ctl(), { url, events })
      await ctl().bring(story_id, 'verified')
      const told = (await bodies(7)).map(({ event, new_status }) => (event === 'story.status_changed' ? new_status : event))
      expect(told).toEqual([
        'contracted',
        'assigned',
        'implementing',
        'reported_done',
        'story.review_completed',
        'story.verified',
        'epic.completed',
      ])
    })

    it('says of a rejection why, and that the story was reset', async () => {
      const { url, bodies } = await receiver()
      const { story_id } = await prepare(ctl(), { url, events: ['story.rejected', 'story.auto_reset'] })
      await ctl().bring(story_id, 'rejected')
      expect(await bodies(2)).toMatchObject([
        { event: 'story.rejected', reason: 'broken', findings: {}, orchestrator_agent_id: 'orchestrator-local' },
        { event: 'story.auto_reset', reason: 'rejected', orchestrator_agent_id: 'orchestrator-local' },
      ])
    })

    it('goes to the webhooks of its project and to those of all projects', async () => {
      const { url, received, bodies } = await receiver()
      const { story_id } = await prepare(ctl(), { url: `${url}/own` })
      await hook(ctl(), { url: `${url}/other`, project_id: await ctl().project() })
      await hook(ctl(), { url: `${url}/deaf`, events: ['epic.completed'] })
      const all = await hook(ctl(), { url: `${url}/all` })
      await ctl().bring(story_id, 'contracted')
      await bodies(2)
      await settled(ctl(), all.id, 1)
      expect(received.map(({ path }) => path).sort()).toEqual(['/hook/all', '/hook/own'])
    })

    it('is tried six times, then given up; a webhook of which ten in a row were given up is switched off', async () => {
      const { url, received } = await receiver(() => 500)
      const { story_id, webhook } = await prepare(ctl(), { url })
      await ctl().tables((db) => db.updateTable('ctl_webhooks').set({ consecutive_failures: 8 }).where('id', '=', webhook.id).execute())
      await ctl().bring(story_id, 'contracted')
      const [delivery] = await settled(ctl(), webhook.id, 1)
      expect(delivery).toMatchObject({ status: 'exhausted', attempts: 6, delivered_at: null, error: 'HTTP 500: answered 500' })
      expect(received).toHaveLength(6)
      expect(new Set(received.map(({ headers }) => headers['x-webhook-id'])).size).toBe(1)
      const { call } = ctl()
      expect((await call('get_webhook', { webhook_id: webhook.id })).webhook).toMatchObject({ active: true, consecutive_failures: 9 })

      await call('claim_story', { story_id }, { as: agents.implementer })
      await settled(ctl(), webhook.id, 2)
      expect((await call('get_webhook', { webhook_id: webhook.id })).webhook).toMatchObject({ active: false, consecutive_failures: 10 })
      const disabled = (await ctl().eventsOf(webhook.id)).filter(({ type }) => type === 'webhook.webhook_auto_disabled')
      expect(disabled).toMatchObject([{ actor: null, by: 'system:webhook_delivery', before: { active: true }, after: { active: false } }])
    })

    it('that arrives forgets the failures before it', async () => {
      const { url } = await receiver()
      const { story_id, webhook } = await prepare(ctl(), { url })
      await ctl().tables((db) => db.updateTable('ctl_webhooks').set({ consecutive_failures: 9 }).where('id', '=', webhook.id).execute())
      await ctl().bring(story_id, 'contracted')
      const [delivery] = await settled(ctl(), webhook.id, 1)
      expect(delivery).toMatchObject({ status: 'delivered', attempts: 1, delivered_at: expect.any(String), error: null })
      const { webhook: after } = await ctl().call('get_webhook', { webhook_id: webhook.id })
      expect(after).toMatchObject({ consecutive_failures: 0, last_delivery_at: delivery.delivered_at })
    })

    it('that fails keeps up none of those after it', async () => {
      const { url } = await receiver(({ body }) => (body.new_status === 'contracted' ? 503 : 204))
      const { story_id, webhook } = await prepare(ctl(), { url })
      await ctl().bring(story_id, 'implementing')
      const log = await settled(ctl(), webhook.id, 3)
      expect(log.map(({ status }: { status: string }) => status).sort()).toEqual(['delivered', 'delivered', 'exhausted'])
    })

    it('follows no redirect', async () => {
      const { url, received } = await receiver((_, response) => void response.writeHead(302, { location: '/elsewhere' }).end('moved'))
      const { story_id, webhook } = await prepare(ctl(), { url })
      await ctl().bring(story_id, 'contracted')
      expect(await settled(ctl(), webhook.id, 1)).toMatchObject([{ status: 'exhausted', error: 'HTTP 302: moved' }])
      expect(new Set(received.map(({ path }) => path))).toEqual(new Set(['/hook']))
    })

    it('is refused where a name leads to this machine, although it was not to be seen when it was saved', async () => {
      const { url, received } = await receiver()
      const { story_id, webhook } = await prepare(ctl(), { url })
      const named = url.replace('127.0.0.1', 'localhost')
      await ctl().tables((db) => db.updateTable('ctl_webhooks').set({ url: named }).where('id', '=', webhook.id).execute())
      await ctl().bring(story_id, 'contracted')
      const [delivery] = await settled(ctl(), webhook.id, 1)
      expect(delivery).toMatchObject({ status: 'exhausted', error: 'must not target a private or loopback address' })
      expect(received).toEqual([])
    })

    it('to a webhook that was switched off meanwhile is not made, but a test is', async () => {
      let letGo = (_status: number) => {}
      const held = new Promise<number>((resolve) => {
        letGo = resolve
      })
      const { url, received, bodies } = await receiver(() => held)
      const { story_id, webhook } = await prepare(ctl(), { url })
      await ctl().bring(story_id, 'assigned')
      await bodies(1)
      const { call } = ctl()
      await vi.waitFor(async () => expect((await call('list_webhook_deliveries', { webhook_id: webhook.id })).data).toHaveLength(2))
      await call('update_webhook', { webhook_id: webhook.id, active: false })
      letGo(200)
      const { webhook_event_id } = await call('test_webhook', { webhook_id: webhook.id })
      const log = await settled(ctl(), webhook.id, 3)
      const statusOf = (type: string) => log.filter(({ event_type }: { event_type: string }) => event_type === type)
      expect(statusOf('story.status_changed')).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ status: 'delivered' }),
          expect.objectContaining({ status: 'failed', error: 'webhook_deactivated', attempts: 0 }),
        ]),
      )
      expect(statusOf('webhook.test')).toMatchObject([{ id: webhook_event_id, status: 'delivered' }])
      expect(received.map(({ body }) => body.event).sort()).toEqual(['story.status_changed', 'webhook.test'])
    })

    it('whose secret cannot be read fails and says so', async () => {
      const { url, received } = await receiver()
      const { story_id, webhook } = await prepare(ctl(), { url })
      await ctl().tables((db) => db.updateTable('ctl_webhooks').set({ signing_secret: 'v1.gone.x' }).where('id', '=', webhook.id).execute())
      await ctl().bring(story_id, 'contracted')
      expect(await settled(ctl(), webhook.id, 1)).toMatchObject([{ error: expect.stringContaining('stored secret cannot be read') }])
      expect(received).toEqual([])
    })
  },
  { environment: reachable },
)
