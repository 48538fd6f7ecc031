import { createHmac } from 'node:crypto'
import { beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { describeHttp } from '../fixtures/http.ts'
import { reachable, receiver } from '../fixtures/receiver.ts'

type Row = Record<string, string | number | null>

const waiting = { timeout: 20_000, interval: 50 }

describeHttp(
  'webhooks',
  (http) => {
    const send: ReturnType<typeof http>['send'] = async (...words) => http().send(...words)

    beforeAll(() => http().ctl.work())

    /** Makes a webhook that is gone after the test, since there is room for few. */
    async function subscribe(body: { url: string } & Record<string, unknown>) {
      const made = await send('POST /api/v1/webhooks', { body: { events: ['story.status_changed'], ...body } })
      expect(made.status, JSON.stringify(made.body)).toBe(201)
      const { id, signing_secret } = made.body.webhook as { id: string; signing_secret: string }
      onTestFinished(async () => void (await send(`DELETE /api/v1/webhooks/${id}`)))
      return { id, signing_secret }
    }

    const project = () => http().ctl.project()
    const storyIn = async (project_id: string, more: object = {}) =>
      http().ctl.story({ epic_id: await http().ctl.epic(project_id), title: 'S', ...more })
    const contract = async (id: string) => {
      const body = { story_title: 'S', ac_count: 0 }
      expect((await send(`POST /api/v1/stories/${id}/contract`, { as: 'implementer', body })).status).toBe(200)
    }
    const webhook = async (id: string) => (await send(`GET /api/v1/webhooks/${id}`)).body.webhook
    const deliveries = async (id: string): Promise<Row[]> => (await send(`GET /api/v1/webhooks/${id}/deliveries`)).body.data
    /** Waits until so many deliveries have had their end, and gives them all, newest first. */
    const ended = (id: string, count: number) =>
      vi.waitFor(async () => {
        // So many looks in one minute of the clock would be too many.
        http().ctl.pass(60_000)
        const rows = await deliveries(id)
        expect(rows.filter(({ status }) => status !== 'pending')).toHaveLength(count)
        return rows
      }, waiting)

    it('60. the signature holds over the raw bytes with the secret that was returned, under both names (D8)', async () => {
      const { url, received, bodies } = await receiver()
      const project_id = await project()
      const { signing_secret } = await subscribe({ url, project_id })
      await contract(await storyIn(project_id, { description: 'Grüße 😀' }))
      await bodies(1)
      const [{ headers, raw, body }] = received as [(typeof received)[0]]
      const signature = `sha256=${createHmac('sha256', signing_secret).update(raw).digest('hex')}`
      expect(headers).toMatchObject({
        ...{ 'x-signature-256': signature, 'x-loopctl-signature': signature },
        ...{ 'x-webhook-id': body.id, 'x-webhook-timestamp': expect.stringMatching(/^\d{10}$/) },
        ...{ 'content-type': 'application/json', 'user-agent': 'Loopctl-Webhook/1.0' },
      })
    })

    it('60. a secret is returned once and listed nowhere', async () => {
      const { id, signing_secret } = await subscribe({ url: 'https://example.com/' })
      expect(signing_secret).toMatch(/^[0-9a-f]{64}$/)
      const changed = await send(`PATCH /api/v1/webhooks/${id}`, { body: { active: false, signing_secret: 'mine' } })
      const told = [await send('GET /api/v1/webhooks'), await send(`GET /api/v1/webhooks/${id}`), await send('GET /api/v1/audit'), changed]
      expect(told.map(({ status }) => status)).toEqual([200, 200, 200, 200])
      for (const { body } of told) expect(JSON.stringify(body)).not.toMatch(/[0-9a-f]{64}|signing_secret/)
    })

    it('61. what is answered with 500 is tried again after 60, 300, 1500, 7200 and 36000 seconds, and given up after six tries', async () => {
      const { ctl } = http()
      const waits: number[] = []
      const { url, received } = await receiver(async ({ headers }) => {
        const id = String(headers['x-webhook-id'])
        const due = (
          await ctl.tables((db) => db.selectFrom('ctl_webhook_deliveries').select('due_at').where('id', '=', id).executeTakeFirst())
        )?.due_at
        waits.push((Date.parse(due!) - ctl.application.clock().getTime()) / 1_000)
        return 500
      })
      const project_id = await project()
      const { id } = await subscribe({ url, project_id })
      await contract(await storyIn(project_id))
      await vi.waitFor(() => expect(waits).toHaveLength(6), waiting)
      expect(waits).toEqual([0, 60, 300, 1_500, 7_200, 36_000])
      expect(await ended(id, 1)).toMatchObject([{ status: 'exhausted', attempts: 6, delivered_at: null, error: 'HTTP 500: answered 500' }])
      expect(await webhook(id)).toMatchObject({ active: true, consecutive_failures: 1, last_delivery_at: null })
      expect(new Set(received.map(({ raw }) => String(raw))).size).toBe(1)
    })

    it('61. a webhook of which ten in a row were given up is switched off, and the audit trail says so', async () => {
      const { url } = await receiver(() => 500)
      const project_id = await project()
      const { id } = await subscribe({ url, project_id })
      await http().ctl.tables((db) => db.updateTable('ctl_webhooks').set({ consecutive_failures: 8 }).where('id', '=', id).execute())
      await contract(await storyIn(project_id))
      await ended(id, 1)
      expect(await webhook(id)).toMatchObject({ active: true, consecutive_failures: 9 })
      await contract(await storyIn(project_id))
      await ended(id, 2)
      expect(await webhook(id)).toMatchObject({ active: false, consecutive_failures: 10 })
      const { data } = (await send(`GET /api/v1/audit?entity_id=${id}&action=webhook_auto_disabled`)).body
      expect(data).toMatchObject([{ entity_type: 'webhook', actor_type: 'system', new_state: { active: false } }])
    })

    it('61. one that arrives resets the count', async () => {
      let status = 500
      const { url } = await receiver(() => status)
      const project_id = await project()
      const { id } = await subscribe({ url, project_id })
      await contract(await storyIn(project_id))
      await ended(id, 1)
      expect(await webhook(id)).toMatchObject({ consecutive_failures: 1 })
      status = 204
      await contract(await storyIn(project_id))
      const [arrived] = await ended(id, 2)
      expect(arrived).toMatchObject({ status: 'delivered', attempts: 1, error: null, delivered_at: expect.any(String) })
      expect(await webhook(id)).toMatchObject({ consecutive_failures: 0, last_delivery_at: arrived!.delivered_at })
    })

    it('62. a webhook of a project hears of that project alone, and one of none of all', async () => {
      const { url, received } = await receiver()
      const [here, there] = [await project(), await project()]
      const own = await subscribe({ url: `${url}/own`, project_id: here })
      const all = await subscribe({ url: `${url}/all` })
      const stories = [await storyIn(there), await storyIn(here)]
      for (const story of stories) await contract(story)
      await ended(own.id, 1)
      await ended(all.id, 2)
      const heard = (path: string) => received.filter((one) => one.path === `/hook/${path}`).map(({ body }) => body.story_id)
      expect([heard('own'), heard('all')]).toEqual([[stories[1]], stories])
    })

    it('62. what waits for a webhook that is switched off fails as webhook_deactivated, and a test of it is delivered', async () => {
      let letGo = (_status: number) => {}
      const held = new Promise<number>((resolve) => {
        letGo = resolve
      })
      const { url, received, bodies } = await receiver(() => held)
      const project_id = await project()
      const { id } = await subscribe({ url, project_id })
      for (const story of [await storyIn(project_id), await storyIn(project_id)]) await contract(story)
      await bodies(1)
      await vi.waitFor(async () => expect(await deliveries(id)).toHaveLength(2), waiting)
      await send(`PATCH /api/v1/webhooks/${id}`, { body: { active: false } })
      letGo(200)
      const test = await send(`POST /api/v1/webhooks/${id}/test`)
      expect(test).toMatchObject({
        status: 200,
        body: { webhook_event_id: expect.any(String), status: 'pending', message: expect.any(String) },
      })
      const rows = await ended(id, 3)
      const shortly = rows.map(({ event_type, status, error }) => [event_type, status, error].join(' ').trim())
      expect(shortly.toSorted()).toEqual([
        'story.status_changed delivered',
        'story.status_changed failed webhook_deactivated',
        'webhook.test delivered',
      ])
      expect(received.map(({ body }) => body.event).toSorted()).toEqual(['story.status_changed', 'webhook.test'])
    })

    const refused = {
      status: 422,
      body: { error: { status: 422, details: { url: ['must not target a private or loopback address'] } } },
    }

    const within = [
      'http://localhost/',
      'http://[::1]/',
      'http://127.0.0.2/',
      'http://10.1.2.3/',
      'http://172.16.0.1/',
      'http://172.31.255.1/',
      'http://192.168.1.1/',
      'http://169.254.169.254/latest/meta-data',
      'http://0.0.0.0/',
      'http://[::ffff:10.0.0.1]/',
      'http://[fd00::1]/',
      'http://2130706434/',
    ]

    it('63. no webhook is made for a private or loopback address, nor led there later', async () => {
      const { id } = await subscribe({ url: 'https://example.com/' })
      for (const url of within) {
        expect(await send('POST /api/v1/webhooks', { body: { url, events: ['story.verified'] } }), url).toMatchObject(refused)
        expect(await send(`PATCH /api/v1/webhooks/${id}`, { body: { url } }), url).toMatchObject(refused)
      }
      expect((await webhook(id)).url).toBe('https://example.com/')
    })

    it('63. a name that leads to this machine by the time of the delivery is not called', async () => {
      const { url, received } = await receiver()
      const project_id = await project()
      const { id } = await subscribe({ url, project_id })
      // As if the name had led elsewhere when it was saved.
      const moved = url.replace('127.0.0.1', 'localhost')
      await http().ctl.tables((db) => db.updateTable('ctl_webhooks').set({ url: moved }).where('id', '=', id).execute())
      await contract(await storyIn(project_id))
      expect(await ended(id, 1)).toMatchObject([{ status: 'exhausted', error: 'must not target a private or loopback address' }])
      expect(received).toEqual([])
    })

    it('63. a redirect is not followed', async () => {
      const elsewhere = await receiver()
      const { url } = await receiver((_, response) => void response.writeHead(307, { location: elsewhere.url }).end())
      const project_id = await project()
      const { id } = await subscribe({ url, project_id })
      await contract(await storyIn(project_id))
      expect(await ended(id, 1)).toMatchObject([{ status: 'exhausted', error: expect.stringMatching(/^HTTP 307/) }])
      expect(elsewhere.received).toEqual([])
    })

    it('64. a payload above 64 KB loses what is large and says so', async () => {
      const { url, received, bodies } = await receiver()
      const project_id = await project()
      await subscribe({ url, project_id, events: ['story.rejected'] })
      const story = await storyIn(project_id)
      await http().ctl.bring(story, 'reported_done')
      const body = { reason: 'broken', findings: { text: 'x'.repeat(50_000) } }
      expect((await send(`POST /api/v1/stories/${story}/reject`, { as: 'orchestrator', body })).status).toBe(200)
      const [told] = await bodies(1)
      const marker = { truncated: true, _truncated_fields: ['findings'] }
      expect(told).toMatchObject({ event: 'story.rejected', ...marker, data: { story_id: story, reason: 'broken', ...marker } })
      expect(told.data).not.toHaveProperty('findings')
      expect(received[0]!.raw.byteLength).toBeLessThanOrEqual(64 * 1_024)
    })
  },
  { environment: reachable },
)
