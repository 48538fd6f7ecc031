import { expect, it } from 'vitest'
import { describeHttp, type KeyName } from '../fixtures/http.ts'
import { conflict, invalid, notTheAssignee, storiesOver, verdict } from './story.ts'

const title = 'Refunds within a day'
const criteria = [{ criterion: 'money is back' }, { criterion: 'a mail is sent' }]

describeHttp('from the contract to the start', (http) => {
  const { post, look, standing, history, told, refused } = storiesOver(http)
  const story = (more?: object) => http().ctl.story({ title, acceptance_criteria: criteria, ...more })

  it('1. a story that takes every step ends reported_done and verified', async () => {
    const id = await story()
    const steps: [string, KeyName, object?][] = [
      ['contract', 'implementer', { story_title: title, ac_count: 2 }],
      ['claim', 'implementer'],
      ['start', 'implementer'],
      ['request-review', 'implementer'],
      ['report', 'otherAgent'],
      ['review-complete', 'reviewer', { review_type: 'enhanced' }],
      ['verify', 'orchestrator', verdict],
    ]
    const seen = []
    for (const [action, as, body] of steps) {
      http().ctl.pass(1_000)
      const answer = await post(id, action, as, body)
      if (action !== 'review-complete') expect(answer.body.story).toMatchObject({ id, title })
      seen.push([action, answer.status, ...(await standing(id))])
    }
    expect(seen).toEqual([
      ['contract', 200, 'contracted', 'unverified'],
      ['claim', 200, 'assigned', 'unverified'],
      ['start', 200, 'implementing', 'unverified'],
      ['request-review', 200, 'implementing', 'unverified'],
      ['report', 200, 'reported_done', 'unverified'],
      ['review-complete', 201, 'reported_done', 'unverified'],
      ['verify', 200, 'reported_done', 'verified'],
    ])
    expect(await look(id)).toMatchObject({
      assigned_agent_id: 'implementer-local',
      reported_by_agent_id: 'reviewer-local',
      latest_verification: { ...verdict, result: 'pass', orchestrator_agent_id: 'orchestrator-local' },
      iteration_count: 1,
    })
    const moved = 'status_changed'
    const handed = ['review_requested', moved, 'review_completed', 'verified']
    expect(await told(id)).toEqual(['created', moved, moved, moved, ...handed])
  })

  it.each([title.toUpperCase(), `${title} `, ` ${title}`, '', undefined])(
    '2. a contract with %j for the title is refused, and the story is pending still',
    async (story_title) => {
      const id = await story()
      const body = { story_title, ac_count: 2 }
      expect(await refused(id, 'contract', 'implementer', body)).toMatchObject(invalid('story_title'))
      expect(await standing(id)).toEqual(['pending', 'unverified'])
    },
  )

  it.each([1, 3, 0, undefined])('3. a contract with %j for the number of criteria is refused, and told both numbers', async (ac_count) => {
    const id = await story()
    const answer = await refused(id, 'contract', 'implementer', { story_title: title, ac_count })
    expect(answer).toMatchObject(invalid('ac_count'))
    expect(answer.body.error.context).toEqual({ expected_ac_count: 2, provided_ac_count: ac_count ?? null })
    expect(await standing(id)).toEqual(['pending', 'unverified'])
  })

  it('4. a story without criteria is contracted with 0', async () => {
    const id = await story({ acceptance_criteria: undefined })
    expect((await look(id)).acceptance_criteria).toBeNull()
    const answer = await refused(id, 'contract', 'implementer', { story_title: title, ac_count: 1 })
    expect(answer.body.error.context).toEqual({ expected_ac_count: 0, provided_ac_count: 1 })
    expect(await post(id, 'contract', 'implementer', { story_title: title, ac_count: 0 })).toMatchObject({
      status: 200,
      body: { story: { agent_status: 'contracted', assigned_agent_id: null } },
    })
  })

  it('5. an orchestrator may skip the check of a contract, and says what it skips', async () => {
    const id = await story()
    expect(await refused(id, 'contract', 'orchestrator', {})).toMatchObject({ status: 422 })
    expect(await refused(id, 'contract', 'orchestrator', { skip_contract_check: false })).toMatchObject({ status: 422 })
    expect(await post(id, 'contract', 'orchestrator', { skip_contract_check: true })).toMatchObject({
      status: 200,
      body: { story: { agent_status: 'contracted', assigned_agent_id: null } },
    })
  })

  it('5. an agent that wants to skip the check of a contract is checked still', async () => {
    const id = await story()
    const skip_contract_check = true
    expect(await refused(id, 'contract', 'implementer', { skip_contract_check })).toMatchObject({ status: 422 })
    const wrong = { story_title: 'Something', ac_count: 2, skip_contract_check }
    expect(await refused(id, 'contract', 'implementer', wrong)).toMatchObject(invalid('story_title'))
    const right = { story_title: title, ac_count: 2, skip_contract_check }
    expect(await post(id, 'contract', 'implementer', right)).toMatchObject({ status: 200 })
  })

  it('6. a pending story cannot be claimed, and the hint says to contract it', async () => {
    const id = await story()
    const answer = await refused(id, 'claim', 'implementer')
    expect(answer).toMatchObject(conflict('must_contract_first', 'claim', ['pending', 'unverified']))
    expect(answer.body.error.hints.join()).toMatch(/contract.*title.*criteria/i)
  })

  it('7. of two agents that claim a story at once one has it, and the other is told who', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await http().ctl.storyAt('contracted')
      const claims: KeyName[] = ['implementer', 'otherAgent']
      const answers = await Promise.all(claims.map((as) => post(id, 'claim', as)))
      const [won, lost] = answers.toSorted((one, other) => one.status - other.status)
      const { assigned_agent_id } = await look(id)
      expect(won).toMatchObject({ status: 200, body: { story: { agent_status: 'assigned', assigned_agent_id } } })
      expect(assigned_agent_id).toBe(answers[0] === won ? 'implementer-local' : 'reviewer-local')
      expect(lost).toMatchObject(conflict('invalid_transition', 'claim', ['assigned', 'unverified']))
      expect(lost!.body.error.hints.join()).toContain(assigned_agent_id)
      const claimed = (await history(id)).filter(({ new_state }: Row) => new_state?.agent_status === 'assigned')
      expect(claimed).toMatchObject([{ action: 'status_changed', new_state: { assigned_agent_id } }])
    }
  })

  it('8. another agent than the one that contracted it may claim a story', async () => {
    const id = await http().ctl.storyAt('contracted')
    const [, contracted] = await history(id)
    expect(contracted).toMatchObject({ metadata: { agent_id: 'implementer-local' } })
    expect(await post(id, 'claim', 'otherAgent')).toMatchObject({
      status: 200,
      body: { story: { agent_status: 'assigned', assigned_agent_id: 'reviewer-local', assigned_at: expect.any(String) } },
    })
  })

  it('9. a story cannot be started by another agent than the one to which it is assigned', async () => {
    const id = await http().ctl.storyAt('assigned')
    expect(await refused(id, 'start', 'otherAgent')).toMatchObject(notTheAssignee)
    expect(await post(id, 'start', 'implementer')).toMatchObject({ status: 200, body: { story: { agent_status: 'implementing' } } })
  })
})

interface Row {
  new_state: Record<string, unknown> | null
}
