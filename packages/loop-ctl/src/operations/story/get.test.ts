import { expect, it } from 'vitest'
import { agents } from '../../fixtures/ctl.ts'
import { describeHttp } from '../../fixtures/http.ts'
import { wait } from '../../fixtures/waiting.ts'

describeHttp('GET /stories/:story_id', (http) => {
  it('shows a story whole', async () => {
    const id = await http().ctl.story({ number: '42.1', title: 'Whole', acceptance_criteria: [{ criterion: 'seen' }] })
    const { status, body } = await http().send(`GET /api/v1/stories/${id}`, { as: 'implementer' })
    expect(status).toBe(200)
    expect(body.story).toEqual({
      id,
      project_id: expect.any(String),
      epic_id: expect.any(String),
      number: '42.1',
      sort_key: expect.any(String),
      title: 'Whole',
      description: null,
      acceptance_criteria: [{ criterion: 'seen' }],
      estimated_hours: null,
      agent_status: 'pending',
      verified_status: 'unverified',
      assigned_agent_id: null,
      reported_by_agent_id: null,
      assigned_at: null,
      review_requested_at: null,
      reported_done_at: null,
      verified_at: null,
      rejected_at: null,
      rejection_reason: null,
      metadata: {},
      dependencies: [],
      artifacts: [],
      latest_verification: null,
      iteration_count: 0,
      inserted_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    })
  })

  it('shows what it waits for, what was handed in, who reported it and what was found last', async () => {
    const { ctl } = http()
    const epic_id = await ctl.epic(await ctl.project())
    const other = await ctl.story({ epic_id })
    const id = await ctl.storyAt('implementing', { epic_id })
    await wait(ctl, { stories: [id, other] })
    const handedIn = { story_id: id, artifact_type: 'commit', artifact_path: 'abc123' }
    await ctl.call('report_story', handedIn, { as: agents.reviewer })
    await ctl.call('reject_story', { story_id: id, reason: 'no tests' }, { as: agents.orchestrator })
    const { story } = await ctl.call('get_story', { story_id: id })
    expect(story).toMatchObject({
      dependencies: [{ story_id: id, depends_on_story_id: other }],
      artifacts: [{ artifact_type: 'commit', path: 'abc123', exists: true, reporter_agent_id: 'reviewer-local' }],
      latest_verification: { result: 'fail', summary: 'no tests', iteration: 1 },
      iteration_count: 1,
      reported_by_agent_id: null,
    })
  })

  it('does not find malformed ids, nor what belongs to strangers', async () => {
    const id = await http().ctl.story()
    expect(await http().send('GET /api/v1/stories/not-an-id')).toMatchObject({ status: 404, body: { error: { message: 'Not found' } } })
    expect(await http().send(`GET /api/v1/stories/${id}`, { as: 'strangerOrchestrator' })).toMatchObject({ status: 404 })
  })
})
