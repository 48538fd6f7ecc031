import { expect, it } from 'vitest'
import { describeCtl } from '../../fixtures/ctl.ts'

describeCtl('get_dependency_graph', (ctl) => {
  it('has all epics with their stories, and what waits for what; 1.10 comes after 1.2', async () => {
    const project_id = await ctl().project()
    const two = await ctl().epic(project_id, { number: 2, title: 'Two', phase: 'late' })
    const one = await ctl().epic(project_id, { number: 1, title: 'One' })
    const ten = await ctl().story({ epic_id: one, number: '1.10', title: 'Ten' })
    const second = await ctl().story({ epic_id: one, number: '1.2', title: 'Second' })
    await ctl().call('create_epic_dependency', { epic_id: two, depends_on_epic_id: one })
    await ctl().call('create_story_dependency', { story_id: second, depends_on_story_id: ten })
    const story = { agent_status: 'pending', verified_status: 'unverified' }
    expect(await ctl().call('get_dependency_graph', { project_id })).toEqual({
      graph: {
        epics: [
          {
            id: one,
            number: 1,
            title: 'One',
            phase: null,
            position: 0,
            stories: [
              { id: second, number: '1.2', title: 'Second', ...story },
              { id: ten, number: '1.10', title: 'Ten', ...story },
            ],
          },
          { id: two, number: 2, title: 'Two', phase: 'late', position: 0, stories: [] },
        ],
        epic_dependencies: [{ from: two, to: one }],
        story_dependencies: [{ from: second, to: ten }],
      },
    })
  })
})
