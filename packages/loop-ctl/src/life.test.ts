import { expect, it } from 'vitest'
import { agents, describeCtl } from './fixtures/ctl.ts'

describeCtl('the life of a story', (ctl) => {
  it('ends reported and verified, each step by whom it belongs to', async () => {
    const id = await ctl().storyAt('verified', { acceptance_criteria: [{ criterion: 'it works' }] })
    const { story } = await ctl().call('get_story', { story_id: id })
    expect(story).toMatchObject({
      agent_status: 'reported_done',
      verified_status: 'verified',
      assigned_agent_id: 'implementer-local',
      reported_by_agent_id: 'reviewer-local',
      latest_verification: { result: 'pass', iteration: 1, orchestrator_agent_id: 'orchestrator-local' },
    })
    const types = (await ctl().eventsOf(id)).map(({ type }) => type)
    expect(types).toEqual([
      'story.created',
      'story.status_changed',
      'story.status_changed',
      'story.status_changed',
      'story.status_changed',
      'story.review_completed',
      'story.verified',
    ])
  })

  it('never lets the implementer report, review or verify their own work', async () => {
    const id = await ctl().storyAt('implementing')
    const { call, refusal } = ctl()
    const self = await refusal('report_story', { story_id: id }, { as: agents.implementer })
    expect(self.toJSON().error).toMatchObject({
      status: 409,
      message: 'Conflict',
      code: 'self_report_blocked',
      current_state: 'implementing',
    })
    await call('report_story', { story_id: id }, { as: agents.reviewer })
    const review = await refusal('review_complete', { story_id: id, review_type: 'x' }, { as: agents.implementer })
    expect(review.code).toBe('self_review_blocked')
    const asOrchestrator = { ...agents.orchestrator, agent: agents.implementer.agent }
    const verify = await refusal('verify_story', { story_id: id, summary: 's', review_type: 'x' }, { as: asOrchestrator })
    expect(verify.code).toBe('self_verify_blocked')
  })

  it('goes back to the beginning when it is rejected, and can be reworked', async () => {
    const id = await ctl().storyAt('rejected')
    expect((await ctl().call('get_story', { story_id: id })).story).toMatchObject({
      agent_status: 'pending',
      verified_status: 'rejected',
      assigned_agent_id: null,
      rejection_reason: 'broken',
    })
    await ctl().bring(id, 'verified')
    expect((await ctl().call('get_story', { story_id: id })).story).toMatchObject({ verified_status: 'verified', iteration_count: 2 })
  })
})
