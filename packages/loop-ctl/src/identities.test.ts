import type { Actor } from 'loop-core'
import { localPrincipal } from 'loop-core/accounts'
import { expect, it } from 'vitest'
import { bodyOf, shortly } from './fixtures/actors.ts'
import { describeCtl } from './fixtures/ctl.ts'
import { calls } from './fixtures/model.ts'
import { operations } from './operations/index.ts'
import { actions } from './story.ts'

/** What a person alone calls with: no key, and three identities of which each tool has its own. */
const alone = 'user'

describeCtl('a person alone with the local identities', (ctl) => {
  const act = (name: string, story_id: string, input: object = {}, as: Actor | 'user' = alone) =>
    ctl().call(name, { story_id, ...input }, { as })

  it('brings a story to verified in one conversation, each step by the identity of its tool', async () => {
    const id = await ctl().story({ title: 'A story' })
    for (const action of ['contract', 'claim', 'start', 'request-review', 'report', 'review-complete', 'verify'] as const)
      await act(calls[action].name, id, calls[action].input)
    const doers = (await ctl().eventsOf(id)).map(({ type, actor }) => `${type} ${actor!.id}`)
    expect(doers).toEqual([
      'story.created orchestrator-local',
      'story.status_changed implementer-local',
      'story.status_changed implementer-local',
      'story.status_changed implementer-local',
      'story.review_requested implementer-local',
      'story.status_changed reviewer-local',
      'story.review_completed reviewer-local',
      'story.verified orchestrator-local',
    ])
  })

  it('cannot report as the implementer: no tool takes an identity, and none that judges has the implementer’s', () => {
    const byName = new Map(operations.map((operation) => [operation.name, operation]))
    const identities = actions.map((action) => [action, byName.get(calls[action].name)!.actsAs])
    expect(Object.fromEntries(identities)).toEqual({
      contract: 'implementer-local',
      claim: 'implementer-local',
      start: 'implementer-local',
      'request-review': 'implementer-local',
      unclaim: 'implementer-local',
      report: 'reviewer-local',
      'review-complete': 'reviewer-local',
      verify: 'orchestrator-local',
      reject: 'orchestrator-local',
      'force-unclaim': 'orchestrator-local',
    })
  })

  it.each(['agent_id', 'as', 'identity', 'reported_by_agent_id'])(
    'cannot ask to act as the implementer by an argument such as %s',
    async (name) => {
      const id = await ctl().storyAt('implementing')
      const wished = { story_id: id, [name]: 'implementer-local' }
      expect(shortly(await ctl().refusal('report_story', wished, { as: alone }))).toBe('422 invalid_input')
      expect((await ctl().look(id)).agent_status).toBe('implementing')
    },
  )

  it('as the one identity of a server that is given one, reaches only what that one may', async () => {
    const implementer = localPrincipal('implementer-local').actor!
    const id = await ctl().storyAt('implementing')
    const refusal = (name: string, input: object = {}) => ctl().refusal(name, { story_id: id, ...input }, { as: implementer })
    expect(bodyOf(await refusal('report_story'))).toMatchObject({ status: 409, code: 'self_report_blocked' })
    await act('report_story', id)
    expect(shortly(await refusal('review_complete', { review_type: 'r' }))).toBe('409 self_review_blocked')
    expect(shortly(await refusal('verify_story', { summary: 's', review_type: 'r' }))).toBe('403 forbidden')
  })
})
