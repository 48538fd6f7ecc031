import { expect, it } from 'vitest'
import { describeCtl } from '../../fixtures/ctl.ts'
import { hook, reachable, receiver, settled } from '../../fixtures/receiver.ts'

const url = 'https://example.com/'

describeCtl(
  'update_webhook',
  (ctl) => {
    it('changes what is given and tells the log what changed, but not the address', async () => {
      const { id, signing_secret: _, ...before } = await hook(ctl(), { url })
      ctl().pass(1_000)
      const { webhook } = await ctl().call('update_webhook', { webhook_id: id, url: 'https://example.com/new', events: ['story.verified'] })
      expect(webhook).toEqual({ ...before, id, url: 'https://example.com/new', events: ['story.verified'], updated_at: expect.any(String) })
      expect(webhook.updated_at > (before.updated_at as string)).toBe(true)
      expect((await ctl().eventsOf(id)).at(-1)).toMatchObject({
        type: 'webhook.updated',
        before: { events: ['story.status_changed'] },
        after: { events: ['story.verified'] },
        details: { webhook_id: id, changed: ['url', 'events'] },
      })
    })

    it('checks the address anew', async () => {
      const { id } = await hook(ctl(), { url })
      expect((await ctl().refusal('update_webhook', { webhook_id: id, url: 'http://192.168.1.1/' })).code).toBe('private_address')
    })

    it('puts it on a project, and with null on all of them', async () => {
      const { id } = await hook(ctl(), { url })
      const project_id = await ctl().project()
      expect((await ctl().call('update_webhook', { webhook_id: id, project_id })).webhook.project_id).toBe(project_id)
      expect((await ctl().call('update_webhook', { webhook_id: id, active: true })).webhook.project_id).toBe(project_id)
      expect((await ctl().call('update_webhook', { webhook_id: id, project_id: null })).webhook.project_id).toBe(null)
    })

    it('switched on begins anew, without its failures and without what happened meanwhile', async () => {
      const { url, received } = await receiver()
      const project_id = await ctl().project()
      const story_id = await ctl().story({ epic_id: await ctl().epic(project_id) })
      const { id: webhook_id } = await hook(ctl(), { url, project_id })
      await ctl().tables((db) =>
        db.updateTable('ctl_webhooks').set({ active: 0, consecutive_failures: 10 }).where('id', '=', webhook_id).execute(),
      )
      await ctl().bring(story_id, 'contracted')
      const { webhook } = await ctl().call('update_webhook', { webhook_id, active: true })
      expect(webhook).toMatchObject({ active: true, consecutive_failures: 0 })
      await ctl().call('claim_story', { story_id })
      await ctl().work()
      await settled(ctl(), webhook_id, 1)
      expect(received.map(({ body }) => body.new_status)).toEqual(['assigned'])
    })

    it('with other events still tells of what happened before, and of the new ones only from now on', async () => {
      const { url, bodies } = await receiver()
      const project_id = await ctl().project()
      const { id: webhook_id } = await hook(ctl(), { url, project_id, events: ['story.verified'] })
      const story_id = await ctl().story({ epic_id: await ctl().epic(project_id) })
      await ctl().bring(story_id, 'verified')
      await ctl().call('update_webhook', { webhook_id, events: ['epic.completed', 'story.rejected'] })
      await ctl().call('reject_story', { story_id, reason: 'broken' })
      await ctl().work()
      await bodies(2)
      const log = await settled(ctl(), webhook_id, 2)
      expect(log.map(({ event_type }: { event_type: string }) => event_type).sort()).toEqual(['story.rejected', 'story.verified'])
    })

    it('knows nothing of an id that is none', async () => {
      expect((await ctl().refusal('update_webhook', { webhook_id: 'x', active: true })).code).toBe('webhook_not_found')
    })
  },
  { environment: reachable },
)
