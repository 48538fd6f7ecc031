import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('page_ready_stories', (ctl) => {
  const depend = (story_id: string, depends_on_story_id: string) => ctl().call('create_story_dependency', { story_id, depends_on_story_id })
  const ready = async (filter: object) =>
    (await ctl().call('page_ready_stories', filter)).data.map(({ number }: { number: string }) => number) as string[]
  const reject = (story_id: string) => ctl().call('reject_story', { story_id, reason: 'broken' }, { as: agents.orchestrator })

  it('leaves out a story whose prerequisite is only reported, and has it once that is verified', async () => {
    const project_id = await ctl().project()
    const epic_id = await ctl().epic(project_id)
    const [first, second] = [await ctl().story({ epic_id, number: '1.1' }), await ctl().story({ epic_id, number: '1.2' })]
    await depend(second, first)
    expect(await ready({ project_id })).toEqual(['1.1'])
    await ctl().bring(first, 'reviewed')
    expect(await ready({ project_id })).toEqual([])
    await ctl().call('verify_story', { story_id: first, summary: 's', review_type: 'x' }, { as: agents.orchestrator })
    expect(await ready({ project_id })).toEqual(['1.2'])
    await reject(first)
    expect(await ready({ project_id })).toEqual(['1.1'])
  })

  it('hides all stories of an epic until every story of the epics that it depends on is verified; an empty one holds nobody', async () => {
    const project_id = await ctl().project()
    const [one, two, none] = [await ctl().epic(project_id), await ctl().epic(project_id), await ctl().epic(project_id)]
    const before = await ctl().story({ epic_id: one, number: '1.1' })
    await ctl().story({ epic_id: two, number: '2.1' })
    await ctl().call('create_epic_dependency', { epic_id: two, depends_on_epic_id: none })
    expect(await ready({ epic_id: two })).toEqual(['2.1'])
    await ctl().call('create_epic_dependency', { epic_id: two, depends_on_epic_id: one })
    expect(await ready({ project_id })).toEqual(['1.1'])
    await ctl().bring(before, 'verified')
    expect(await ready({ project_id })).toEqual(['2.1'])
    await ctl().story({ epic_id: one, number: '1.2' })
    expect(await ready({ project_id })).toEqual(['1.2'])
  })

  it('leaves out what is verified, although somebody took it back since', async () => {
    const project_id = await ctl().project()
    const story_id = await ctl().storyAt('verified', { epic_id: await ctl().epic(project_id) })
    await ctl().call('force_unclaim_story', { story_id }, { as: agents.orchestrator })
    expect(await ready({ project_id })).toEqual([])
  })

  it('leaves out archived projects', async () => {
    const project_id = await ctl().project()
    await ctl().story({ epic_id: await ctl().epic(project_id) })
    await ctl().tables((db) => db.updateTable('ctl_projects').set({ status: 'archived' }).where('id', '=', project_id).execute())
    expect(await ready({ project_id })).toEqual([])
  })

  it('sorts 1.10 after 1.2, in pages; limit and page_size mean the same (D24)', async () => {
    const project_id = await ctl().project()
    const epic_id = await ctl().epic(project_id)
    for (const number of ['1.10', '1.2', '1.1']) await ctl().story({ epic_id, number })
    expect(await ready({ project_id })).toEqual(['1.1', '1.2', '1.10'])
    expect(await ready({ project_id, limit: '2', page: '2' })).toEqual(['1.10'])
    const { data, meta } = await ctl().call('page_ready_stories', { project_id, page_size: 1 })
    expect(meta).toEqual({ page: 1, page_size: 1, total_count: 3, total_pages: 3 })
    expect(data[0]).toMatchObject({ project_id, epic_id, number: '1.1', agent_status: 'pending', verified_status: 'unverified' })
    expect(Object.keys(data[0])).not.toContain('description')
  })

  it('finds nothing in a project or an epic that is not there', async () => {
    expect(await ready({ project_id: 'nobody' })).toEqual([])
    expect(await ready({ epic_id: 'nobody' })).toEqual([])
  })
})
