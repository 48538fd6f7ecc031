import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

const verdict = { review_type: 'enhanced', summary: 'all reviewed' }

describeCtl('verify_all_in_epic', (ctl) => {
  const newEpic = async () => ctl().epic(await ctl().project())
  const verifyAll = (epic_id: string, as = agents.orchestrator) => ctl().call('verify_all_in_epic', { epic_id, ...verdict }, { as })

  it('verifies what was reported and reviewed, and says why it skipped the rest', async () => {
    const epic_id = await newEpic()
    const reviewed = await ctl().storyAt('reviewed', { epic_id })
    const reported = await ctl().storyAt('reported_done', { epic_id })
    await ctl().storyAt('implementing', { epic_id })
    const before = (await ctl().eventsOf(reported)).length
    expect(await verifyAll(epic_id)).toMatchObject({
      verified_count: 1,
      skipped_count: 1,
      total_eligible: 2,
      errors: [{ story_id: reported, code: 'not_reviewed', reason: expect.stringContaining('review') }],
    })
    const { story } = await ctl().call('get_story', { story_id: reviewed })
    expect(story).toMatchObject({ verified_status: 'verified', latest_verification: { ...verdict, result: 'pass' } })
    expect((await ctl().call('get_story', { story_id: reported })).story).toMatchObject({
      verified_status: 'unverified',
      iteration_count: 0,
    })
    expect(await ctl().eventsOf(reported)).toHaveLength(before)
  })

  it('takes stories that were rejected and reworked, too', async () => {
    const epic_id = await newEpic()
    const id = await ctl().storyAt('rejected', { epic_id })
    await ctl().bring(id, 'reviewed')
    expect(await verifyAll(epic_id)).toMatchObject({ verified_count: 1, total_eligible: 1 })
  })

  it('completes the epic once, with its last story (D22)', async () => {
    const epic_id = await newEpic()
    await ctl().storyAt('reviewed', { epic_id })
    await ctl().storyAt('reviewed', { epic_id })
    await verifyAll(epic_id)
    const completed = (await ctl().eventsOf(epic_id)).filter(({ type }) => type === 'epic.completed')
    expect(completed).toMatchObject([{ details: { epic_id, story_count: 2 } }])
  })

  it('cannot verify what the caller implemented', async () => {
    const epic_id = await newEpic()
    await ctl().storyAt('reviewed', { epic_id })
    const self = { ...agents.orchestrator, agent: agents.implementer.agent }
    expect(await verifyAll(epic_id, self)).toMatchObject({ verified_count: 0, skipped_count: 1, errors: [{ code: 'self_verify_blocked' }] })
  })

  it('is content with nothing to do, and unknown epics are not found', async () => {
    expect(await verifyAll(await newEpic())).toEqual({ verified_count: 0, skipped_count: 0, total_eligible: 0, errors: [] })
    expect(await ctl().refusal('verify_all_in_epic', { epic_id: 'no such', ...verdict })).toMatchObject({ status: 404 })
  })

  it.each(['review_type', 'summary'])('needs a %s (D5)', async (name) => {
    const input = { epic_id: await newEpic(), ...verdict }
    for (const value of [undefined, ' ']) {
      const refused = await ctl().refusal('verify_all_in_epic', { ...input, [name]: value })
      expect(refused).toMatchObject({ status: 422, details: { [name]: [expect.any(String)] } })
    }
  })

  it('refuses agents, people, and orchestrators that stand for no agent', async () => {
    const input = { epic_id: await newEpic(), ...verdict }
    const [person, nobody] = (['user', 'orchestrator'] as const).map((role) => ({ tenant: 'local', role, key: role }) as const)
    expect(await ctl().refusal('verify_all_in_epic', input, { as: agents.implementer })).toMatchObject({ status: 403 })
    expect(await ctl().refusal('verify_all_in_epic', input, { as: person })).toMatchObject({ status: 403 })
    expect(await ctl().refusal('verify_all_in_epic', input, { as: nobody })).toMatchObject({ status: 400, code: 'key_without_agent' })
  })
})
