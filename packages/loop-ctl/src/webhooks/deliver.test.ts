import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { describeCtl, type TestCtl } from '../fixtures/ctl.ts'
import { hook, reachable, receiver, settled } from '../fixtures/receiver.ts'

/** A project with one story and a webhook of its own, so that tests do not hear of each other. */
async function prepare(ctl: TestCtl, input: { url: string } & Record<string, unknown>) {
  await ctl.work()
  const project_id = await ctl.project()
  const story_id = await ctl.story({ epic_id: await ctl.epic(project_id) })
  return { project_id, story_id, webhook: await hook(ctl, { project_id, ...input }) }
}

describeCtl(
  'a delivery to a webhook',
  (ctl) => {
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

    it('says of an import that it was merged into what was there', async () => {
      const { url, bodies } = await receiver()
      const { project_id } = await prepare(ctl(), { url, events: ['project.imported'] })
      for (const merge of [false, true])
        await ctl().call('import_project', { project_id, epics: [{ number: 700, title: 'Refunds' }], merge })
      const [first, merged] = await bodies(2)
      expect(first).toMatchObject({ event: 'project.imported', project_id, epic_count: 1, story_count: 0 })
      expect(first).not.toHaveProperty('merge')
      expect(merged).toMatchObject({ event: 'project.imported', project_id, epic_count: 0, story_count: 0, merge: true })
    })

    it('that fails keeps up none of those after it', async () => {
      const { url } = await receiver(({ body }) => (body.new_status === 'contracted' ? 503 : 204))
      const { story_id, webhook } = await prepare(ctl(), { url })
      await ctl().bring(story_id, 'implementing')
      const log = await settled(ctl(), webhook.id, 3)
      expect(log.map(({ status }: { status: string }) => status).sort()).toEqual(['delivered', 'delivered', 'exhausted'])
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
