import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('list_blocked_stories', (ctl) => {
  const depend = (story_id: string, depends_on_story_id: string) => ctl().call('create_story_dependency', { story_id, depends_on_story_id })

  it('lists exactly what each story waits for on either level, with both statuses, each once', async () => {
    const project_id = await ctl().project()
    const [one, two] = [await ctl().epic(project_id), await ctl().epic(project_id)]
    const a = await ctl().storyAt('contracted', { epic_id: one, number: '1.1' })
    const b = await ctl().storyAt('verified', { epic_id: one, number: '1.2' })
    const c = await ctl().story({ epic_id: two, number: '2.2' })
    const d = await ctl().storyAt('contracted', { epic_id: two, number: '2.10' })
    await depend(c, a)
    await depend(c, b)
    await depend(c, d)
    await ctl().call('create_epic_dependency', { epic_id: two, depends_on_epic_id: one })
    const { data, meta } = await ctl().call('list_blocked_stories', { project_id })
    const short = data.map((row: Row) => [row.story.number, row.blocking_dependencies.map(({ number }) => number), row.blocking_count])
    expect(short).toEqual([
      ['2.2', ['1.1', '2.10'], 2],
      ['2.10', ['1.1'], 1],
    ])
    expect(data[1].blocking_dependencies).toEqual([
      { id: a, number: '1.1', title: expect.any(String), agent_status: 'contracted', verified_status: 'unverified' },
    ])
    expect(meta.total_count).toBe(2)
  })

  it('leaves out what is verified itself', async () => {
    const epic_id = await ctl().epic(await ctl().project())
    const [a, b] = [await ctl().storyAt('verified', { epic_id }), await ctl().storyAt('verified', { epic_id })]
    await depend(a, b)
    await ctl().call('reject_story', { story_id: b, reason: 'broken' }, { as: agents.orchestrator })
    expect((await ctl().call('list_blocked_stories', { epic_id })).data).toEqual([])
  })
})

interface Row {
  story: { number: string }
  blocking_dependencies: { number: string }[]
  blocking_count: number
}
