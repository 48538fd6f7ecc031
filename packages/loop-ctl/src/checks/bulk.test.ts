import { expect, it } from 'vitest'
import { describeHttp, type KeyName } from '../fixtures/http.ts'
import { forbidden, invalid, storiesOver, unlinked, verdict } from './story.ts'

const unknown = '5d8b7f0e-93e1-4a4c-a1a6-1d9d2f1f1c11'
const reason = expect.stringMatching(/\w+/)
const rejection = { reason: 'broken' }

/** Each bulk action: who calls it, what it says of each story, and the step of stories that it takes. */
const actions = [
  { action: 'claim', as: 'implementer', step: 'contracted', after: ['assigned', 'unverified'] },
  { action: 'verify', as: 'orchestrator', step: 'reviewed', says: verdict, after: ['reported_done', 'verified'] },
  { action: 'reject', as: 'orchestrator', step: 'reviewed', says: rejection, after: ['pending', 'rejected'] },
  { action: 'mark-complete', as: 'orchestrator', step: 'pending', says: {}, after: ['reported_done', 'verified'] },
] as const

describeHttp('several stories at once', (http) => {
  const { standing, told, history, verifications, look } = storiesOver(http)
  const send = (action: string, as: KeyName, body: object) => http().send(`POST /api/v1/stories/bulk/${action}`, { as, body })
  /** Asks for something of several stories, all in the same words. */
  const ask = (action: string, ids: string[], { as, says = {} }: { as: KeyName; says?: object }) =>
    send(action, as, action === 'claim' ? { story_ids: ids } : { stories: ids.map((story_id) => ({ story_id, ...says })) })

  it.each(actions)('47. $action takes at most 50 stories, and at least one', async ({ action, step, ...how }) => {
    const id = await http().ctl.storyAt(step)
    const before = await told(id)
    const list = action === 'claim' ? 'story_ids' : 'stories'
    const many = [id, ...Array.from({ length: 50 }, () => unknown)]
    expect(await ask(action, many, how)).toMatchObject(invalid(list))
    expect(await ask(action, [], how)).toMatchObject(invalid(list))
    expect(await send(action, how.as, {})).toMatchObject(invalid(list))
    expect(await told(id)).toEqual(before)
    expect(await ask(action, many.slice(0, 50), how)).toMatchObject({ status: 200 })
  })

  it.each(actions)('47. $action does what it can, and says of each other story why not', async ({ action, step, after, ...how }) => {
    const [one, other, wrong] = [await http().ctl.storyAt(step), await http().ctl.storyAt(step), await http().ctl.storyAt('implementing')]
    const before = { one: await told(one), wrong: await told(wrong) }
    const { status, body } = await ask(action, [wrong, one, unknown, other], how)
    expect(status).toBe(200)
    expect(body.results).toEqual([
      { story_id: wrong, status: 'error', reason, code: expect.any(String) },
      { story_id: one, status: 'success' },
      { story_id: unknown, status: 'error', reason: expect.stringContaining('Not found'), code: 'story_not_found' },
      { story_id: other, status: 'success' },
    ])
    for (const id of [one, other]) expect(await standing(id)).toEqual(after)
    expect((await told(one)).slice(before.one.length)).toEqual(action === 'reject' ? ['rejected', 'auto_reset'] : [expect.any(String)])
    expect(await standing(wrong)).toEqual(['implementing', 'unverified'])
    expect(await told(wrong)).toEqual(before.wrong)
  })

  it.each(actions)('47. $action of which nothing became anything is refused, with why for each', async ({ action, ...how }) => {
    const wrong = await http().ctl.storyAt('implementing')
    const answer = await ask(action, [wrong, unknown], how)
    const results = [wrong, unknown].map((story_id) => ({ story_id, status: 'error', reason }))
    expect(answer).toMatchObject({ status: 422, body: { error: { status: 422, message: 'Validation failed', results } } })
    expect(await standing(wrong)).toEqual(['implementing', 'unverified'])
  })

  it('47. the words of one story do not count for another', async () => {
    const [said, blank] = [await http().ctl.storyAt('reviewed'), await http().ctl.storyAt('reviewed')]
    const stories = [
      { story_id: said, reason: 'broken' },
      { story_id: blank, reason: ' ' },
    ]
    const results = [{ status: 'success' }, { status: 'error', reason: expect.stringContaining('reason') }]
    expect(await send('reject', 'orchestrator', { stories })).toMatchObject({ status: 200, body: { results } })
    expect([await standing(said), await standing(blank)]).toEqual([
      ['pending', 'rejected'],
      ['reported_done', 'unverified'],
    ])
  })

  it('48. a bulk verdict passes no gate that a single one does not', async () => {
    const steps = ['reviewed', 'reported_done', 'implementing', 'verified', 'reviewed', 'reviewed'] as const
    const ids: string[] = []
    for (const step of steps) ids.push(await http().ctl.storyAt(step))
    const before = await Promise.all(ids.map(told))
    const words = [verdict, verdict, verdict, verdict, { summary: 'x' }, { ...verdict, result: 'fail' }]
    const stories = ids.map((story_id, index) => ({ story_id, ...words[index] }))
    const { status, body } = await send('verify', 'orchestrator', { stories })
    expect(status).toBe(200)
    const codes = body.results.map((result: { status: string; code?: string }) => result.code ?? result.status)
    expect(codes.slice(0, 4)).toEqual(['success', 'not_reviewed', 'invalid_transition', 'already_verified'])
    expect(body.results.slice(4)).toMatchObject([
      { status: 'error', reason: expect.stringContaining('review_type') },
      { status: 'error', reason: expect.stringContaining('result') },
    ])
    expect((await Promise.all(ids.map(told))).slice(1)).toEqual(before.slice(1))
    expect(await verifications(ids[0]!)).toMatchObject([{ ...verdict, result: 'pass', iteration: 1 }])
  })

  it.each(['verify', 'reject'])('48. the agent that implements cannot %s its stories in bulk either', async (action) => {
    const ids = [await http().ctl.storyAt('reviewed'), await http().ctl.storyAt('reported_done')]
    const answer = await ask(action, ids, { as: 'judgingImplementer', says: { ...verdict, ...rejection } })
    const blocked = { status: 'error', code: 'self_verify_blocked' }
    expect(answer).toMatchObject({ status: 422, body: { error: { results: [blocked, blocked] } } })
    for (const id of ids) expect(await standing(id)).toEqual(['reported_done', 'unverified'])
  })

  it.each(actions)('48. $action in bulk is for the same keys as alone', async ({ action, as, step, ...how }) => {
    const id = await http().ctl.storyAt(step)
    const before = await told(id)
    const others = as === 'implementer' ? (['orchestrator', 'user'] as const) : (['implementer', 'otherAgent', 'user'] as const)
    for (const other of others)
      expect(await ask(action, [id], { as: other, ...how })).toMatchObject(forbidden(as === 'implementer' ? 'agent' : 'orchestrator'))
    if (action === 'claim') expect(await ask(action, [id], { as: 'unlinkedAgent' })).toMatchObject(unlinked(422))
    else if (action !== 'mark-complete')
      expect(await ask(action, [id], { as: 'unlinkedOrchestrator', ...how })).toMatchObject(unlinked(400))
    expect(await told(id)).toEqual(before)
  })

  it('49. mark-complete takes work from before, and says so', async () => {
    const [pending, contracted] = [await http().ctl.story(), await http().ctl.storyAt('contracted')]
    expect(await ask('mark-complete', [pending, contracted], { as: 'orchestrator', says: { summary: 'was there' } })).toMatchObject({
      status: 200,
    })
    for (const id of [pending, contracted]) {
      expect(await look(id)).toMatchObject({ agent_status: 'reported_done', verified_status: 'verified', assigned_agent_id: null })
      expect(await verifications(id)).toMatchObject([{ result: 'pass', review_type: 'pre_existing', summary: 'was there' }])
      expect((await history(id)).at(-1)).toMatchObject({ action: 'verified', new_state: { verified_status: 'verified' } })
    }
  })

  it.each(['assigned', 'implementing', 'reported_done', 'reviewed', 'rejected'] as const)(
    '49. mark-complete refuses a story that an agent claimed and that is %s',
    async (step) => {
      const id = await http().ctl.storyAt(step)
      const before = [await look(id), await history(id)]
      http().ctl.pass(1_000)
      const answer = await ask('mark-complete', [id], { as: 'orchestrator' })
      const code = step === 'rejected' ? 'story_rejected' : 'story_was_assigned'
      expect(answer).toMatchObject({ status: 422, body: { error: { results: [{ story_id: id, status: 'error', code, reason }] } } })
      expect([await look(id), await history(id)]).toEqual(before)
    },
  )

  it.each(['unclaim', 'force-unclaim'] as const)('49. mark-complete refuses a story that was claimed once, after %s', async (action) => {
    const id = await http().ctl.storyAt('implementing')
    const as = action === 'unclaim' ? 'implementer' : 'orchestrator'
    expect(await http().send(`POST /api/v1/stories/${id}/${action}`, { as })).toMatchObject({ status: 200 })
    expect(await ask('mark-complete', [id], { as: 'orchestrator' })).toMatchObject({ status: 422 })
    expect(await standing(id)).toEqual(['pending', 'unverified'])
  })

  it('49. mark-complete leaves a verified story as it is', async () => {
    const id = await http().ctl.storyAt('verified')
    const before = [await look(id), await history(id)]
    http().ctl.pass(1_000)
    expect(await ask('mark-complete', [id], { as: 'orchestrator' })).toMatchObject({
      status: 200,
      body: { results: [{ status: 'success' }] },
    })
    expect([await look(id), await history(id)]).toEqual(before)
  })
})
