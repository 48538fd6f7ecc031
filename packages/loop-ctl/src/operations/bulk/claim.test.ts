import { expect, it } from 'vitest'
import { agents, describeCtl, unlinkedAgent } from '../../fixtures/ctl.ts'

describeCtl('bulk_claim', (ctl) => {
  it('takes each story by the same gates as claim_story', async () => {
    const story_ids = [await ctl().storyAt('contracted'), await ctl().storyAt('contracted')]
    const { results } = await ctl().call('bulk_claim', { story_ids }, { as: agents.implementer })
    expect(results).toEqual(story_ids.map((story_id) => ({ story_id, status: 'success' })))
    for (const story_id of story_ids)
      expect((await ctl().call('get_story', { story_id })).story).toMatchObject({
        agent_status: 'assigned',
        assigned_agent_id: 'implementer-local',
      })
  })

  it('names stories as people do', async () => {
    const number = '77.7'
    await ctl().bring(await ctl().story({ number }), 'contracted')
    expect(await ctl().call('bulk_claim', { story_ids: [`US-${number}`] })).toEqual({
      results: [{ story_id: `US-${number}`, status: 'success' }],
    })
  })

  it('refuses a key that stands for no agent, and whoever is none', async () => {
    const input = { story_ids: [await ctl().storyAt('contracted')] }
    expect(await ctl().refusal('bulk_claim', input, { as: unlinkedAgent })).toMatchObject({ status: 422, code: 'key_without_agent' })
    expect(await ctl().refusal('bulk_claim', input, { as: agents.orchestrator })).toMatchObject({ status: 403 })
  })

  it('gives each story to one of two who want the same ones in another order', async () => {
    const ids = [await ctl().storyAt('contracted'), await ctl().storyAt('contracted'), await ctl().storyAt('contracted')]
    const other = { ...agents.implementer, agent: { ...agents.reviewer.agent!, type: 'implementer' as const } }
    const claim = (story_ids: string[], as: typeof other) =>
      ctl()
        .call('bulk_claim', { story_ids }, { as })
        .catch(() => ({ results: [] }))
    const answers = await Promise.all([claim(ids, agents.implementer as typeof other), claim(ids.toReversed(), other)])
    const won = answers.flatMap(({ results }) => results).filter(({ status }) => status === 'success')
    expect(won.map(({ story_id }) => story_id).sort()).toEqual(ids.toSorted())
  })
})
