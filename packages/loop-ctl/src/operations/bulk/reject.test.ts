import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('bulk_reject', (ctl) => {
  it('sends each story back for its own reason, and tells the reset after the rejection', async () => {
    const ids = [await ctl().storyAt('reported_done'), await ctl().storyAt('verified')]
    const stories = ids.map((story_id) => ({ story_id, reason: `because of ${story_id}`, findings: { bugs: 1 } }))
    const { results } = await ctl().call('bulk_reject', { stories }, { as: agents.orchestrator })
    expect(results).toEqual(ids.map((story_id) => ({ story_id, status: 'success' })))
    for (const story_id of ids) {
      const { story } = await ctl().call('get_story', { story_id })
      expect(story).toMatchObject({ agent_status: 'pending', verified_status: 'rejected', rejection_reason: `because of ${story_id}` })
      expect(story.latest_verification).toMatchObject({ result: 'fail', findings: { bugs: 1 } })
      expect((await ctl().eventsOf(story_id)).slice(-2).map(({ type }) => type)).toEqual(['story.rejected', 'story.auto_reset'])
    }
  })

  it('needs a reason for each, and rejects nothing that the caller implemented (D21)', async () => {
    const [fine, bare, own] = [
      await ctl().storyAt('reported_done'),
      await ctl().storyAt('reported_done'),
      await ctl().storyAt('reported_done'),
    ]
    await ctl().tables((db) =>
      db.updateTable('ctl_stories').set({ assigned_agent_id: 'orchestrator-local' }).where('id', '=', own).execute(),
    )
    const stories = [{ story_id: fine, reason: 'r' }, { story_id: bare, reason: ' ' }, { story_id: bare }, { story_id: own, reason: 'r' }]
    const { results } = await ctl().call('bulk_reject', { stories }, { as: agents.orchestrator })
    const blank = "Validation failed: reason can't be blank"
    expect(results.slice(0, 3).map(({ reason }: { reason?: string }) => reason)).toEqual([undefined, blank, blank])
    expect(results[3].code).toBe('self_verify_blocked')
    expect((await ctl().call('get_story', { story_id: own })).story).toMatchObject({ verified_status: 'unverified' })
  })

  it('refuses orchestrators that stand for no agent', async () => {
    const input = { stories: [{ story_id: await ctl().storyAt('reported_done'), reason: 'r' }] }
    const nobody = { tenant: 'local', role: 'orchestrator', key: 'k' } as const
    expect(await ctl().refusal('bulk_reject', input, { as: nobody })).toMatchObject({ status: 400 })
  })
})
