import { expect, it } from 'vitest'
import { agents, describeCtl, type Step } from '../../fixtures/ctl.ts'

describeCtl('bulk_mark_complete', (ctl) => {
  const mark = (story_id: string, more: object = {}) =>
    ctl().call('bulk_mark_complete', { stories: [{ story_id, ...more }] }, { as: agents.orchestrator })

  it('takes stories as verified work from before', async () => {
    const epic_id = await ctl().epic(await ctl().project())
    const ids = [await ctl().story({ epic_id }), await ctl().story({ epic_id })]
    const stories = [
      { story_id: ids[0], summary: 'was there' },
      { story_id: ids[1], summary: 'carried over', review_type: 'audit' },
    ]
    const { results } = await ctl().call('bulk_mark_complete', { stories })
    expect(results).toEqual(ids.map((story_id) => ({ story_id, status: 'success' })))
    expect((await ctl().call('get_story', { story_id: ids[0] })).story).toMatchObject({
      agent_status: 'reported_done',
      verified_status: 'verified',
      assigned_agent_id: null,
      reported_done_at: expect.any(String),
      verified_at: expect.any(String),
      latest_verification: { result: 'pass', summary: 'was there', review_type: 'pre_existing', iteration: 1 },
    })
    expect((await ctl().call('get_story', { story_id: ids[1] })).story.latest_verification).toMatchObject({ review_type: 'audit' })
  })

  it('tells of each story, and of the epic that is complete by it (D22)', async () => {
    const epic_id = await ctl().epic(await ctl().project())
    const ids = [await ctl().story({ epic_id }), await ctl().story({ epic_id })]
    await ctl().call('bulk_mark_complete', { stories: ids.map((story_id) => ({ story_id, summary: 's' })) })
    for (const id of ids)
      expect((await ctl().eventsOf(id)).at(-1)).toMatchObject({
        type: 'story.verified',
        before: { agent_status: 'pending', verified_status: 'unverified' },
        after: { agent_status: 'reported_done', verified_status: 'verified' },
        details: { story_id: id, epic_id, summary: 's', review_type: 'pre_existing', old_status: 'pending' },
      })
    expect((await ctl().eventsOf(epic_id)).filter(({ type }) => type === 'epic.completed')).toMatchObject([{ details: { story_count: 2 } }])
  })

  it('lets go what waited for such a story', async () => {
    const epic_id = await ctl().epic(await ctl().project())
    const [first, second] = [await ctl().story({ epic_id }), await ctl().story({ epic_id })]
    const { project_id } = (await ctl().call('get_story', { story_id: first })).story
    const edge = { id: `edge-${first}`, project_id, story_id: second, depends_on_story_id: first, inserted_at: '2026-01-01T00:00:00.000Z' }
    await ctl().tables((db) => db.insertInto('ctl_story_dependencies').values(edge).execute())
    await ctl().bring(second, 'contracted')
    await mark(first)
    expect((await ctl().call('claim_story', { story_id: second }, { as: agents.implementer })).story.agent_status).toBe('assigned')
  })

  it.each<Step>(['assigned', 'implementing', 'reported_done'])('refuses a story that is %s: somebody has it (D21)', async (step) => {
    const story_id = await ctl().storyAt(step)
    const before = (await ctl().eventsOf(story_id)).length
    const refused = await ctl().refusal('bulk_mark_complete', { stories: [{ story_id }] })
    expect(refused.data).toMatchObject({ results: [{ status: 'error', code: 'story_was_assigned' }] })
    expect(await ctl().eventsOf(story_id)).toHaveLength(before)
  })

  it('refuses a story that somebody had, and one that was rejected (D21)', async () => {
    const had = await ctl().storyAt('implementing')
    await ctl().call('force_unclaim_story', { story_id: had }, { as: agents.orchestrator })
    const rejected = await ctl().storyAt('rejected')
    const refused = await ctl().refusal('bulk_mark_complete', { stories: [{ story_id: had }, { story_id: rejected }] })
    expect(refused.data).toMatchObject({ results: [{ code: 'story_was_assigned' }, { code: 'story_rejected' }] })
  })

  it('leaves a verified story as it is', async () => {
    const story_id = await ctl().story()
    await mark(story_id)
    const before = [await ctl().call('get_story', { story_id }), await ctl().eventsOf(story_id)]
    ctl().pass(1_000)
    expect((await mark(story_id)).results).toEqual([{ story_id, status: 'success' }])
    expect([await ctl().call('get_story', { story_id }), await ctl().eventsOf(story_id)]).toEqual(before)
  })

  it('is for orchestrators alone', async () => {
    const input = { stories: [{ story_id: await ctl().story() }] }
    expect(await ctl().refusal('bulk_mark_complete', input, { as: agents.implementer })).toMatchObject({ status: 403 })
    expect(await ctl().refusal('bulk_mark_complete', input, { as: { tenant: 'local', role: 'user', key: 'k' } })).toMatchObject({
      status: 403,
    })
  })
})
