import { expect, it } from 'vitest'
import { bodyOf, callers, otherImplementer, shortly } from './fixtures/actors.ts'
import { agentActor, agents, describeCtl } from './fixtures/ctl.ts'
import { calls } from './fixtures/model.ts'
import { replay } from './fixtures/replay.ts'
import { type Action, actions } from './story.ts'

const crowd = Array.from({ length: 64 }, (_, index) => agentActor(`agent-${index}`, 'agent'))

describeCtl('callers who race', (ctl) => {
  const attempt = (action: Action, story_id: string, as: unknown) =>
    ctl()
      .call(calls[action].name, { story_id, ...calls[action].input }, { as: as as never })
      .then(() => 'done', shortly)
  const isWhole = async (id: string) => expect(await ctl().look(id)).toMatchObject(replay(await ctl().eventsOf(id)))

  it('64 claim one story: one has it, and all others are told who', async () => {
    const id = await ctl().storyAt('contracted')
    const answers = await Promise.allSettled(crowd.map((as) => ctl().call('claim_story', { story_id: id }, { as })))
    const won = answers.filter(({ status }) => status === 'fulfilled')
    expect(won).toHaveLength(1)
    const { assigned_agent_id } = await ctl().look(id)
    expect(won).toMatchObject([{ value: { story: { assigned_agent_id } } }])
    for (const answer of answers) {
      if (answer.status === 'fulfilled') continue
      expect(bodyOf(answer.reason)).toMatchObject({ status: 409, code: 'invalid_transition', current_state: 'assigned' })
      expect(bodyOf(answer.reason).hints?.[0]).toContain(assigned_agent_id)
    }
    expect(await ctl().eventsOf(id)).toHaveLength(3)
    await isWhole(id)
  })

  it('8 verify one story: one does, the others hear that it is done', async () => {
    const id = await ctl().storyAt('reviewed')
    const answers = await Promise.all(crowd.slice(0, 8).map(({ agent }) => attempt('verify', id, { ...agents.orchestrator, agent })))
    expect(answers.sort()).toEqual([...Array(7).fill('409 already_verified'), 'done'])
    const events = await ctl().eventsOf(id)
    expect(events.filter(({ type }) => type === 'story.verified')).toHaveLength(1)
    expect((await ctl().look(id)).iteration_count).toBe(1)
  })

  it.each(['unclaim', 'force-unclaim'] as const)(
    'a story that is given back by %s while others claim it has one holder or none',
    async (action) => {
      for (let round = 0; round < 2; round += 1) {
        const id = await ctl().storyAt('assigned')
        const back = attempt(action, id, action === 'unclaim' ? agents.implementer : agents.orchestrator)
        const others = crowd.slice(0, 4).flatMap((as) => [attempt('contract', id, as), attempt('claim', id, as)])
        expect(await back).toBe('done')
        await Promise.all(others)
        const { agent_status, assigned_agent_id } = await ctl().look(id)
        expect(assigned_agent_id !== null).toBe(agent_status === 'assigned')
        await isWhole(id)
      }
    },
  )

  it('a force-unclaim names the holder of the moment in which it took the story', async () => {
    for (let round = 0; round < 2; round += 1) {
      const id = await ctl().storyAt('contracted')
      await Promise.all([...crowd.slice(0, 4).map((as) => attempt('claim', id, as)), attempt('force-unclaim', id, agents.orchestrator)])
      const taken = (await ctl().eventsOf(id)).find(({ type }) => type === 'story.force_unclaimed')!
      expect(taken.details?.previous_agent_id ?? null).toBe(taken.before?.assigned_agent_id ?? null)
      await isWhole(id)
    }
  })

  it('the last two stories of an epic that are verified at once complete it once', async () => {
    for (let round = 0; round < 2; round += 1) {
      const epic_id = await ctl().epic(await ctl().project())
      const ids = [await ctl().story({ epic_id }), await ctl().story({ epic_id })]
      for (const id of ids) await ctl().bring(id, 'reviewed')
      expect(await Promise.all(ids.map((id) => attempt('verify', id, agents.orchestrator)))).toEqual(['done', 'done'])
      const completed = (await ctl().eventsOf(epic_id)).filter(({ type }) => type === 'epic.completed')
      expect(completed).toMatchObject([{ details: { story_count: 2 } }])
    }
  })

  it('a verdict that waited for a rejection wants a review of its own (loophole 3)', async () => {
    await ctl().settings({ auto_reset_on_rejection: false })
    for (let round = 0; round < 4; round += 1) {
      const id = await ctl().storyAt('reviewed')
      await Promise.all([attempt('reject', id, agents.orchestrator), attempt('verify', id, agents.reviewer)])
      await isWhole(id)
    }
    await ctl().settings({ auto_reset_on_rejection: true })
  })

  it('64 callers who do anything at once lose no event and skip no step', async () => {
    const ids = await Promise.all([0, 1, 2].map(() => ctl().story({ title: 'A story' })))
    const everybody = [...Object.values(callers), agents.reviewer, { ...agents.orchestrator, agent: otherImplementer.agent }]
    for (let round = 0; round < 3; round += 1) {
      ctl().pass(1_000)
      const moves = Array.from({ length: 64 }, (_, index) => {
        const turn = round * 64 + index
        const [action, again] = [turn % actions.length, Math.floor(turn / actions.length)]
        // A hundred turns bring each action and each caller together once.
        return { action: actions[action]!, caller: everybody[(action + again) % everybody.length], id: ids[index % ids.length]! }
      })
      const answers = await Promise.all(moves.map(({ action, caller, id }) => attempt(action, id, caller)))
      expect(answers.filter((answer) => answer.startsWith('5'))).toEqual([])
    }
    for (const id of ids) await isWhole(id)
  })
})
