import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

const reason = 'shipped in 2024'

describeCtl('backfill_story', (ctl) => {
  const backfill = (story_id: string, more: object = {}) => ctl().call('backfill_story', { story_id, reason, ...more })
  const refusal = (story_id: string, more: object = {}) => ctl().refusal('backfill_story', { story_id, reason, ...more })

  it('takes a pending story as done before, and keeps why', async () => {
    const id = await ctl().story({ metadata: { kept: true } })
    const { story } = await backfill(id, { evidence_url: 'https://example.com/pr/7', pr_number: '7' })
    expect(story).toMatchObject({
      agent_status: 'reported_done',
      verified_status: 'verified',
      verified_at: expect.any(String),
      reported_done_at: expect.any(String),
      metadata: {
        kept: true,
        backfill: { reason, evidence_url: 'https://example.com/pr/7', pr_number: 7, backfilled_at: story.verified_at },
      },
    })
    expect((await ctl().eventsOf(id)).at(-1)).toMatchObject({
      type: 'story.backfilled',
      scope: story.project_id,
      after: { agent_status: 'reported_done', verified_status: 'verified' },
      details: { source: 'pre_loopctl', pr_number: 7 },
    })
  })

  it('completes an epic with its last story (D22)', async () => {
    const epic_id = await ctl().epic(await ctl().project())
    await backfill(await ctl().story({ epic_id }))
    expect((await ctl().eventsOf(epic_id)).filter(({ type }) => type === 'epic.completed')).toHaveLength(1)
  })

  it('leaves the story as it is when it is told the same once more, and refuses another story about it', async () => {
    const id = await ctl().story()
    const before = [await backfill(id, { pr_number: 7 }), await ctl().eventsOf(id)]
    ctl().pass(1_000)
    expect([await backfill(id, { pr_number: '7' }), await ctl().eventsOf(id)]).toEqual(before)
    expect(await refusal(id)).toMatchObject({ status: 422, code: 'already_verified' })
    expect(await refusal(id, { pr_number: 8 })).toMatchObject({ status: 422, code: 'already_verified' })
  })

  it.each([
    ['contracted', 'story_not_pending'],
    ['assigned', 'story_was_assigned'],
    ['reported_done', 'story_was_assigned'],
    ['rejected', 'story_rejected'],
    ['verified', 'already_verified'],
  ] as const)('refuses a story that is %s', async (step, code) => {
    expect(await refusal(await ctl().storyAt(step))).toMatchObject({ status: 422, code })
  })

  it('refuses a story that somebody ever had, so that nobody gives their work back and calls it old', async () => {
    const id = await ctl().storyAt('implementing')
    await ctl().call('force_unclaim_story', { story_id: id }, { as: agents.orchestrator })
    expect(await refusal(id)).toMatchObject({ status: 422, code: 'story_was_assigned' })
  })

  it.each([
    ['no reason', { reason: undefined }],
    ['a blank reason', { reason: ' ' }],
    ['a reason that is too long', { reason: 'x'.repeat(2_001) }],
    ['another protocol', { evidence_url: 'ftp://example.com' }],
    ['a password in the address', { evidence_url: 'https://me:secret@example.com' }],
    ['no address at all', { evidence_url: 'example' }],
    ['a pull request 0', { pr_number: 0 }],
    ['a pull request in words', { pr_number: 'seven' }],
  ])('refuses %s', async (_, wrong) => {
    expect(await refusal(await ctl().story(), wrong)).toMatchObject({ status: 422, message: 'Validation failed' })
  })

  it('is for orchestrators and people', async () => {
    const id = await ctl().story()
    expect(await ctl().refusal('backfill_story', { story_id: id, reason }, { as: agents.implementer })).toMatchObject({ status: 403 })
    await ctl().call('backfill_story', { story_id: id, reason }, { as: { tenant: 'local', role: 'user', key: 'k' } })
  })
})
