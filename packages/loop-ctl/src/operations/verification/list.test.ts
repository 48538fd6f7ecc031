import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('list_verifications', (ctl) => {
  it('shows what was found about a story, newest first, by pages', async () => {
    const story_id = await ctl().storyAt('rejected')
    await ctl().bring(story_id, 'verified')
    const { data, meta } = await ctl().call('list_verifications', { story_id }, { as: agents.orchestrator })
    expect(meta).toMatchObject({ total_count: 2, page: 1, page_size: 20 })
    expect(data).toMatchObject([
      { story_id, iteration: 2, result: 'pass', summary: 'all there', review_type: 'enhanced', findings: {} },
      { story_id, iteration: 1, result: 'fail', summary: 'broken', review_type: null, orchestrator_agent_id: 'orchestrator-local' },
    ])
    const second = await ctl().call('list_verifications', { story_id, page: 2, limit: 1 })
    expect(second.data).toEqual([data[1]])
  })

  it('is empty where nobody has judged, and refuses agents and unknown stories', async () => {
    const story_id = await ctl().story()
    expect(await ctl().call('list_verifications', { story_id })).toMatchObject({ data: [] })
    expect(await ctl().refusal('list_verifications', { story_id }, { as: agents.implementer })).toMatchObject({ status: 403 })
    expect(await ctl().refusal('list_verifications', { story_id: 'no such' })).toMatchObject({ status: 404 })
  })
})
