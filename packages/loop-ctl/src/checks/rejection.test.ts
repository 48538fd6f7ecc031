import { expect, it, onTestFinished } from 'vitest'
import { describeHttp } from '../fixtures/http.ts'
import { conflict, invalid, storiesOver, verdict } from './story.ts'

const rejection = { reason: 'no mail is sent', findings: { mail: 'none' }, review_type: 'enhanced' }
const given = { assigned_agent_id: 'implementer-local', reported_by_agent_id: 'reviewer-local' }
const emptied = {
  assigned_agent_id: null,
  assigned_at: null,
  reported_by_agent_id: null,
  reported_done_at: null,
  review_requested_at: null,
}

describeHttp('a rejection', (http) => {
  const { post, look, standing, history, told, verifications, isReady, refused } = storiesOver(http)

  it.each([undefined, '', '  \n'])('25. a rejection with %j as its reason is refused', async (reason) => {
    const id = await http().ctl.storyAt('reported_done')
    expect(await refused(id, 'reject', 'orchestrator', { ...rejection, reason })).toMatchObject(invalid('reason'))
    expect(await standing(id)).toEqual(['reported_done', 'unverified'])
  })

  it('25. a rejection makes the story pending again for anybody, though it reads rejected', async () => {
    const id = await http().ctl.storyAt('reviewed')
    const reset = { agent_status: 'pending', verified_status: 'rejected', rejection_reason: rejection.reason, ...emptied }
    expect(await post(id, 'reject', 'orchestrator', rejection)).toMatchObject({ status: 200, body: { story: reset } })
    expect(await look(id)).toMatchObject({ ...reset, rejected_at: expect.any(String) })
    expect(await isReady(id)).toBe(true)
    const verification = {
      result: 'fail',
      summary: rejection.reason,
      findings: rejection.findings,
      orchestrator_agent_id: 'orchestrator-local',
    }
    expect(await verifications(id)).toMatchObject([verification])
    await http().ctl.bring(id, 'contracted')
    expect(await post(id, 'claim', 'otherAgent')).toMatchObject({ status: 200 })
  })

  it('25. a rejection is told first, and then what the system made of it', async () => {
    const id = await http().ctl.storyAt('reviewed')
    const { project_id, epic_id } = await look(id)
    await post(id, 'reject', 'orchestrator', rejection)
    const place = { story_id: id, project_id, epic_id, orchestrator_agent_id: 'orchestrator-local' }
    const { body } = await http().send(`GET /api/v1/changes?since=2000-01-01&project_id=${project_id}&entity_type=story`)
    const rejected = {
      action: 'rejected',
      actor_type: 'api_key',
      metadata: { ...place, reason: rejection.reason, findings: rejection.findings },
    }
    const why = {
      reason: 'rejected',
      rejection_reason: rejection.reason,
      old_status: 'reported_done',
      previous_agent_id: 'implementer-local',
    }
    const reset = { action: 'auto_reset', actor_type: 'system', actor_label: 'system:auto_reset', metadata: { ...place, ...why } }
    expect(body.data.slice(-2)).toMatchObject([rejected, reset])
    expect((await history(id)).slice(-2)).toMatchObject([
      { old_state: { verified_status: 'unverified' }, new_state: { verified_status: 'rejected' } },
      { old_state: { agent_status: 'reported_done', ...given }, new_state: { agent_status: 'pending', assigned_agent_id: null } },
    ])
  })

  it('26. a rejection leaves the story reported where the settings say so', async () => {
    const settings = (auto_reset_on_rejection: boolean) =>
      http().send('PATCH /api/v1/tenants/me', { body: { settings: { auto_reset_on_rejection } } })
    expect(await settings(false)).toMatchObject({ status: 200, body: { tenant: { settings: { auto_reset_on_rejection: false } } } })
    onTestFinished(async () => void (await settings(true)))
    const id = await http().ctl.storyAt('reviewed')
    const kept = { agent_status: 'reported_done', verified_status: 'rejected', rejection_reason: rejection.reason, ...given }
    expect(await post(id, 'reject', 'orchestrator', rejection)).toMatchObject({ status: 200, body: { story: kept } })
    expect(await look(id)).toMatchObject(kept)
    expect(await isReady(id)).toBe(false)
    expect((await told(id)).at(-1)).toBe('rejected')
    // What was reviewed is what was rejected.
    expect(await refused(id, 'verify', 'orchestrator', verdict)).toMatchObject({ status: 422, body: { error: { code: 'not_reviewed' } } })
    await post(id, 'review-complete', 'reviewer', { review_type: 'again' })
    expect(await post(id, 'verify', 'orchestrator', verdict)).toMatchObject({
      status: 200,
      body: { story: { verified_status: 'verified' } },
    })
  })

  it('27. a rejection takes back what was verified', async () => {
    const id = await http().ctl.storyAt('verified')
    const { body } = await post(id, 'reject', 'orchestrator', rejection)
    expect(body.story).toMatchObject({ agent_status: 'pending', verified_status: 'rejected', verified_at: null, ...emptied })
    expect((await told(id)).slice(-3)).toEqual(['verified', 'rejected', 'auto_reset'])
    expect(await look(id)).toMatchObject({ iteration_count: 2, latest_verification: { iteration: 2, result: 'fail' } })
    expect(await isReady(id)).toBe(true)
  })

  it.each(['pending', 'contracted', 'implementing'] as const)(
    '27. a rejection waits for the report of a story that is %s',
    async (step) => {
      const id = await http().ctl.storyAt(step)
      const answer = await refused(id, 'reject', 'orchestrator', rejection)
      expect(answer).toMatchObject(conflict('invalid_transition', 'reject', [step, 'unverified']))
    },
  )
})
