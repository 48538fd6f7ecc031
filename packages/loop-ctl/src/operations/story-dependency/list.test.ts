import { expect, it } from 'vitest'
import { describeCtl } from '../../fixtures/ctl.ts'

describeCtl('list_story_dependencies', (ctl) => {
  it('has those within an epic, and those that lead out of it and into it, and no others', async () => {
    const project = await ctl().project()
    const [one, two] = [await ctl().epic(project), await ctl().epic(project)]
    const [a, b] = [await ctl().story({ epic_id: one }), await ctl().story({ epic_id: one })]
    const [c, d] = [await ctl().story({ epic_id: two }), await ctl().story({ epic_id: two })]
    for (const [story_id, depends_on_story_id] of [
      [a, b],
      [b, c],
      [d, a],
      [d, c],
    ])
      await ctl().call('create_story_dependency', { story_id, depends_on_story_id })
    const list = async (more = {}) => ctl().call('list_story_dependencies', { epic_id: one, ...more })
    const { data, meta } = await list()
    expect(data.map((edge: Record<string, string>) => [edge.story_id, edge.depends_on_story_id])).toEqual([
      [a, b],
      [b, c],
      [d, a],
    ])
    expect(meta).toEqual({ page: 1, page_size: 100, total_count: 3, total_pages: 1 })
    expect((await list({ page: 2, page_size: 2 })).data).toEqual(data.slice(2))
  })
})
