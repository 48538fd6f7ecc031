import { expect, it } from 'vitest'
import { bodyOf, judgingImplementer, person, shortly, superadmin, unlinkedOrchestrator } from '../../fixtures/actors.ts'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('reject_story', (ctl) => {
  const given = { reason: 'it fails on Mondays' }
  const reject = (story_id: string, input: object = given, as: unknown = agents.orchestrator) =>
    ctl().call('reject_story', { story_id, ...input }, { as: as as never })
  const refusal = (story_id: string, input: object = given, as: unknown = agents.orchestrator) =>
    ctl().refusal('reject_story', { story_id, ...input }, { as: as as never })

  it('brings the story back to pending for anybody, and it stays rejected', async () => {
    const id = await ctl().storyAt('reviewed')
    const before = await ctl().look(id)
    ctl().pass(1_000)
    const { story } = await reject(id, { ...given, findings: { monday: true }, review_type: 'enhanced' })
    const { rejected_at } = story
    expect(await ctl().look(id)).toEqual({
      ...before,
      agent_status: 'pending',
      verified_status: 'rejected',
      assigned_agent_id: null,
      assigned_at: null,
      reported_by_agent_id: null,
      reported_done_at: null,
      review_requested_at: null,
      rejected_at,
      rejection_reason: given.reason,
      updated_at: rejected_at,
      iteration_count: 1,
      latest_verification: expect.objectContaining({
        result: 'fail',
        summary: given.reason,
        findings: { monday: true },
        review_type: 'enhanced',
      }),
    })
  })

  it('tells the rejection, and then what the system made of it', async () => {
    const id = await ctl().storyAt('reviewed')
    const { project_id, epic_id } = (await reject(id)).story
    const [rejected, reset] = (await ctl().eventsOf(id)).slice(-2)
    expect(rejected).toMatchObject({
      type: 'story.rejected',
      scope: project_id,
      actor: { id: 'orchestrator-local' },
      before: { verified_status: 'unverified' },
      after: { verified_status: 'rejected' },
      details: { story_id: id, project_id, epic_id, orchestrator_agent_id: 'orchestrator-local', reason: given.reason, findings: {} },
    })
    expect(reset).toMatchObject({
      type: 'story.auto_reset',
      scope: project_id,
      by: 'system:auto_reset',
      before: { agent_status: 'reported_done', assigned_agent_id: 'implementer-local' },
      after: { agent_status: 'pending', assigned_agent_id: null },
    })
    expect(reset!.details).toEqual({
      story_id: id,
      project_id,
      epic_id,
      reason: 'rejected',
      rejection_reason: given.reason,
      old_status: 'reported_done',
      previous_agent_id: 'implementer-local',
      orchestrator_agent_id: 'orchestrator-local',
    })
  })

  it('leaves the story reported and assigned where the settings say so', async () => {
    const id = await ctl().storyAt('reviewed')
    await ctl().settings({ auto_reset_on_rejection: false })
    const { story } = await reject(id)
    await ctl().settings({ auto_reset_on_rejection: true })
    expect(story).toMatchObject({ agent_status: 'reported_done', verified_status: 'rejected', assigned_agent_id: 'implementer-local' })
    expect((await ctl().eventsOf(id)).at(-1)!.type).toBe('story.rejected')
  })

  it('takes a verified story back', async () => {
    const { story } = await reject(await ctl().storyAt('verified'))
    expect(story).toMatchObject({ agent_status: 'pending', verified_status: 'rejected', verified_at: null })
  })

  it('compares with nobody once a verified story was taken from its agent: all that is left to do there is to reject (loophole 5)', async () => {
    const id = await ctl().storyAt('verified')
    await ctl().call('force_unclaim_story', { story_id: id }, { as: agents.orchestrator })
    const verify = { story_id: id, summary: 's', review_type: 'r' }
    expect(shortly(await ctl().refusal('verify_story', verify, { as: judgingImplementer }))).toBe('409 invalid_transition')
    expect((await reject(id, given, judgingImplementer)).story.verified_status).toBe('rejected')
  })

  it('needs no review: the reference accepts that (loophole 2)', async () => {
    expect((await reject(await ctl().storyAt('reported_done'))).story.verified_status).toBe('rejected')
  })

  it.each([{}, { reason: '' }, { reason: ' \n' }, { ...given, findings: 'many' }])('with %j is refused', async (input) => {
    const id = await ctl().storyAt('reported_done')
    expect(bodyOf(await refusal(id, input))).toMatchObject({ status: 422, message: 'Validation failed' })
    expect((await ctl().look(id)).verified_status).toBe('unverified')
  })

  it('by the implementer is refused before the state is looked at (D2)', async () => {
    for (const step of ['implementing', 'reported_done', 'verified'] as const) {
      const body = bodyOf(await refusal(await ctl().storyAt(step), given, judgingImplementer))
      expect(body).toMatchObject({ status: 409, message: 'Conflict', code: 'self_verify_blocked', attempted_action: 'reject' })
    }
  })

  it.each(['pending', 'contracted', 'assigned', 'implementing', 'rejected'] as const)(
    'of a story that is %s is refused (D1)',
    async (step) => {
      const body = bodyOf(await refusal(await ctl().storyAt(step)))
      expect(body).toMatchObject({ status: 409, code: 'invalid_transition', attempted_action: 'reject' })
      expect(body.hints?.[0]).toContain('reported_done')
    },
  )

  it('is for the role orchestrator exactly, and for keys that stand for an agent', async () => {
    const id = await ctl().storyAt('reported_done')
    for (const as of [agents.implementer, person, superadmin]) expect(shortly(await refusal(id, given, as))).toBe('403 forbidden')
    expect(shortly(await refusal(id, given, unlinkedOrchestrator))).toBe('400 key_without_agent')
  })
})
