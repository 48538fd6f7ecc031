import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('list_reviews', (ctl) => {
  it('shows the reviews of a story, newest first, by pages', async () => {
    const story_id = await ctl().storyAt('reviewed')
    ctl().pass(1_000)
    await ctl().call('review_complete', { story_id, review_type: 'second', findings_count: 1, fixes_count: 1 }, { as: agents.orchestrator })
    const { data, meta } = await ctl().call('list_reviews', { story_id }, { as: agents.reviewer })
    expect(meta).toMatchObject({ total_count: 2 })
    expect(data).toMatchObject([
      { review_type: 'second', findings_count: 1, fixes_count: 1, reviewer_agent_id: 'orchestrator-local' },
      { review_type: 'enhanced', reviewer_agent_id: 'reviewer-local' },
    ])
    expect((await ctl().call('list_reviews', { story_id, page_size: 1, page: 2 })).data).toEqual([data[1]])
  })

  it('refuses agents and unknown stories', async () => {
    expect(await ctl().refusal('list_reviews', { story_id: await ctl().story() }, { as: agents.implementer })).toMatchObject({
      status: 403,
    })
    expect(await ctl().refusal('list_reviews', { story_id: 'no such' })).toMatchObject({ status: 404 })
  })
})
