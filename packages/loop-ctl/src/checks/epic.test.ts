import { expect, it } from 'vitest'
import { describeHttp, type KeyName } from '../fixtures/http.ts'
import { forbidden, invalid, storiesOver, unlinked, verdict } from './story.ts'

describeHttp('the stories of an epic', (http) => {
  const { post, standing, told, verifications } = storiesOver(http)
  const verifyAll = (id: string, as: KeyName = 'orchestrator', body: object = verdict) =>
    http().send(`POST /api/v1/epics/${id}/verify-all`, { as, body })
  const bulk = (action: string, ids: string[]) => {
    const stories = ids.map((story_id) => ({ story_id, ...verdict }))
    return http().send(`POST /api/v1/stories/bulk/${action}`, { as: 'orchestrator', body: { stories } })
  }
  /** An epic of a project of its own, with what a client hears of its completion. */
  const newEpic = async () => {
    const project_id = await http().ctl.project()
    const id = await http().ctl.epic(project_id, { title: 'Refunds' })
    const request = `GET /api/v1/changes?since=2000-01-01&project_id=${project_id}&entity_type=epic&action=completed` as const
    const completions = async () => (await http().send(request)).body.data
    return { id, project_id, completions }
  }
  const reviewed = (epic_id: string) => http().ctl.storyAt('reviewed', { epic_id })

  it('30. an epic is complete when the last of its stories is verified, and not before', async () => {
    const { id, project_id, completions } = await newEpic()
    const [first, second] = [await reviewed(id), await reviewed(id)]
    const last = await http().ctl.storyAt('reported_done', { epic_id: id })
    for (const story of [first, second]) expect(await post(story, 'verify', 'orchestrator', verdict)).toMatchObject({ status: 200 })
    expect(await post(last, 'verify', 'orchestrator', verdict)).toMatchObject({ status: 422 })
    expect(await completions()).toEqual([])
    await post(last, 'review-complete', 'reviewer', { review_type: 'enhanced' })
    expect(await post(last, 'verify', 'orchestrator', { ...verdict, result: 'partial' })).toMatchObject({ status: 200 })
    const metadata = { epic_id: id, epic_number: expect.any(Number), epic_title: 'Refunds', project_id, story_count: 3 }
    expect(await completions()).toMatchObject([{ entity_type: 'epic', entity_id: id, action: 'completed', project_id, metadata }])
  })

  it('30. an epic is complete once in its life, whatever is rejected, added and verified later', async () => {
    const { id, completions } = await newEpic()
    const story = await http().ctl.storyAt('verified', { epic_id: id })
    expect(await completions()).toHaveLength(1)
    await post(story, 'reject', 'orchestrator', { reason: 'broken' })
    await http().ctl.bring(story, 'verified')
    await http().ctl.storyAt('verified', { epic_id: id })
    expect(await completions()).toHaveLength(1)
  })

  it('30. an epic is never complete without a story', async () => {
    const { id, completions } = await newEpic()
    expect(await verifyAll(id)).toMatchObject({ status: 200 })
    const story = await http().ctl.story({ epic_id: id })
    expect(await http().send(`DELETE /api/v1/stories/${story}`)).toMatchObject({ status: 204 })
    expect(await completions()).toEqual([])
  })

  it('30. an epic is complete by each way to verify its stories (D22)', async () => {
    const ways = {
      'verify-all': async (id: string) => [await reviewed(id), await verifyAll(id)],
      'bulk verify': async (id: string) => bulk('verify', [await reviewed(id)]),
      'mark-complete': async (id: string) => bulk('mark-complete', [await http().ctl.story({ epic_id: id })]),
      backfill: async (id: string) => post(await http().ctl.story({ epic_id: id }), 'backfill', 'orchestrator', { reason: 'was there' }),
    }
    for (const [name, verifyBy] of Object.entries(ways)) {
      const { id, completions } = await newEpic()
      await verifyBy(id)
      expect(await completions(), name).toMatchObject([{ entity_id: id, metadata: { story_count: 1 } }])
    }
  })

  it('31. an epic is verified as far as its stories were reviewed, and the others are listed with why not', async () => {
    const { id, completions } = await newEpic()
    const [fine, again] = [await reviewed(id), await http().ctl.storyAt('rejected', { epic_id: id })]
    await http().ctl.bring(again, 'reviewed')
    const unreviewed = await http().ctl.storyAt('reported_done', { epic_id: id })
    const working = await http().ctl.storyAt('implementing', { epic_id: id })
    const verified = await http().ctl.storyAt('verified', { epic_id: id })
    const before = await told(unreviewed)
    const skipped = { story_id: unreviewed, reason: expect.stringMatching(/review/) }
    const counts = { verified_count: 2, skipped_count: 1, total_eligible: 3 }
    expect(await verifyAll(id)).toMatchObject({ status: 200, body: { ...counts, errors: [skipped] } })
    for (const story of [fine, again, verified]) expect(await standing(story)).toEqual(['reported_done', 'verified'])
    expect((await verifications(again)).map(({ result }: { result: string }) => result)).toEqual(['pass', 'fail'])
    expect(await verifications(fine)).toMatchObject([{ ...verdict, result: 'pass', orchestrator_agent_id: 'orchestrator-local' }])
    expect(await verifications(verified)).toHaveLength(1)
    expect([await standing(unreviewed), await told(unreviewed)]).toEqual([['reported_done', 'unverified'], before])
    expect(await standing(working)).toEqual(['implementing', 'unverified'])
    expect(await completions()).toEqual([])
  })

  it('31. an epic is not verified by the agent that implemented its stories', async () => {
    const { id } = await newEpic()
    const story = await reviewed(id)
    const blocked = { verified_count: 0, skipped_count: 1, total_eligible: 1, errors: [{ story_id: story, code: 'self_verify_blocked' }] }
    expect(await verifyAll(id, 'judgingImplementer')).toMatchObject({ status: 200, body: blocked })
    expect(await standing(story)).toEqual(['reported_done', 'unverified'])
  })

  it('31. an epic may have nothing to verify', async () => {
    const { id } = await newEpic()
    const nothing = { verified_count: 0, skipped_count: 0, total_eligible: 0, errors: [] }
    expect(await verifyAll(id)).toMatchObject({ status: 200, body: nothing })
    await http().ctl.storyAt('implementing', { epic_id: id })
    expect(await verifyAll(id)).toMatchObject({ status: 200, body: nothing })
  })

  it('31. an epic is verified with a whole verdict, by an orchestrator that is somebody', async () => {
    const { id } = await newEpic()
    const story = await reviewed(id)
    for (const field of ['summary', 'review_type'])
      expect(await verifyAll(id, 'orchestrator', { ...verdict, [field]: undefined })).toMatchObject(invalid(field))
    for (const as of ['implementer', 'user'] as const) expect(await verifyAll(id, as)).toMatchObject(forbidden('orchestrator'))
    expect(await verifyAll(id, 'unlinkedOrchestrator')).toMatchObject(unlinked(400))
    for (const unknown of ['5d8b7f0e-93e1-4a4c-a1a6-1d9d2f1f1c11', 'no-such-epic'])
      expect(await verifyAll(unknown)).toMatchObject({ status: 404, body: { error: { status: 404, message: 'Not found' } } })
    expect(await verifyAll(id, 'strangerOrchestrator')).toMatchObject({ status: 404 })
    expect(await standing(story)).toEqual(['reported_done', 'unverified'])
  })
})
