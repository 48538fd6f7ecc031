import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

const words = { summary: 'all there', review_type: 'enhanced' }

describeCtl('bulk_verify', (ctl) => {
  const codes = ({ results }: { results: { status: string; code?: string }[] }) => results.map(({ status, code }) => code ?? status)

  it('puts each story through the whole gate of a single one (D21)', async () => {
    const [reviewed, reported, working] = [
      await ctl().storyAt('reviewed'),
      await ctl().storyAt('reported_done'),
      await ctl().storyAt('implementing'),
    ]
    const done = await ctl().storyAt('verified')
    const stories = [reviewed, reported, working, done].map((story_id) => ({ story_id, ...words }))
    const answer = await ctl().call('bulk_verify', { stories }, { as: agents.orchestrator })
    expect(codes(answer)).toEqual(['success', 'not_reviewed', 'invalid_transition', 'already_verified'])
    expect((await ctl().call('get_story', { story_id: reviewed })).story).toMatchObject({ verified_status: 'verified' })
    expect((await ctl().call('get_story', { story_id: reported })).story).toMatchObject({
      verified_status: 'unverified',
      iteration_count: 0,
    })
  })

  it('cannot verify what the caller implemented (D21)', async () => {
    const [own, other] = [await ctl().storyAt('reviewed'), await ctl().storyAt('reviewed')]
    await ctl().tables((db) => db.updateTable('ctl_stories').set({ assigned_agent_id: 'somebody' }).where('id', '=', other).execute())
    const self = { ...agents.orchestrator, agent: agents.implementer.agent }
    const stories = [own, other].map((story_id) => ({ story_id, ...words }))
    expect(codes(await ctl().call('bulk_verify', { stories }, { as: self }))).toEqual(['self_verify_blocked', 'success'])
  })

  it('needs of each story what verify_story needs', async () => {
    const [fine, ...others] = [
      await ctl().storyAt('reviewed'),
      await ctl().storyAt('reviewed'),
      await ctl().storyAt('reviewed'),
      await ctl().storyAt('reviewed'),
    ]
    const stories = [
      { story_id: fine, ...words, result: 'partial', findings: { left: 1 } },
      { story_id: others[0], review_type: 'x' },
      { story_id: others[1], ...words, review_type: ' ' },
      { story_id: others[2], ...words, result: 'fail' },
    ]
    const { results } = await ctl().call('bulk_verify', { stories })
    expect(results[0]).toEqual({ story_id: fine, status: 'success' })
    expect(results[1].reason).toBe("Validation failed: summary can't be blank")
    expect(results[2].reason).toBe("Validation failed: review_type can't be blank")
    expect(results[3].reason).toContain('result')
    const { story } = await ctl().call('get_story', { story_id: fine })
    expect(story.latest_verification).toMatchObject({ result: 'partial', findings: { left: 1 }, ...words })
  })

  it('completes an epic with its last story (D22)', async () => {
    const epic_id = await ctl().epic(await ctl().project())
    const ids = [await ctl().storyAt('reviewed', { epic_id }), await ctl().storyAt('reviewed', { epic_id })]
    await ctl().call('bulk_verify', { stories: ids.map((story_id) => ({ story_id, ...words })) })
    expect((await ctl().eventsOf(epic_id)).filter(({ type }) => type === 'epic.completed')).toHaveLength(1)
  })

  it('refuses orchestrators that stand for no agent, agents and people', async () => {
    const input = { stories: [{ story_id: await ctl().storyAt('reviewed'), ...words }] }
    const [person, nobody] = (['user', 'orchestrator'] as const).map((role) => ({ tenant: 'local', role, key: role }) as const)
    expect(await ctl().refusal('bulk_verify', input, { as: nobody })).toMatchObject({ status: 400, code: 'key_without_agent' })
    expect(await ctl().refusal('bulk_verify', input, { as: person })).toMatchObject({ status: 403 })
    expect(await ctl().refusal('bulk_verify', input, { as: agents.implementer })).toMatchObject({ status: 403 })
  })
})
