import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

interface Row {
  entity_type: string
  action: string
}

describeCtl('get_story_history', (ctl) => {
  it('tells a story from its beginning, with what was handed in for it', async () => {
    const story_id = await ctl().storyAt('implementing')
    await ctl().story()
    const token_usage = { input_tokens: 1, output_tokens: 2, model_name: 'm', cost_millicents: 3 }
    const report = { story_id, artifact_type: 'file', artifact_path: 'a.ts', token_usage }
    await ctl().call('report_story', report, { as: agents.reviewer })
    const { data, meta, pagination } = await ctl().call('get_story_history', { story_id }, { as: agents.implementer })
    expect(data.map(({ entity_type, action }: Row) => `${entity_type} ${action}`)).toEqual([
      'story created',
      'story status_changed',
      'story status_changed',
      'story status_changed',
      'story status_changed',
      'artifact_report created',
      'token_usage_report created',
    ])
    expect(data.at(-1).metadata).toEqual({ story_id })
    expect(meta).toEqual({ page: 1, page_size: 100, total_count: 7, total_pages: 1 })
    expect(pagination).toEqual({ total: 7, page: 1, page_size: 100 })
    const second = await ctl().call('get_story_history', { story_id, page: 2, page_size: 3 })
    expect(second.data).toEqual(data.slice(3, 6))
  })

  it('is empty for a story of which nothing was told, and an unknown one is not found', async () => {
    const told = await ctl().story()
    await ctl().tables(async (db) => {
      const row = await db.selectFrom('ctl_stories').selectAll().where('id', '=', told).executeTakeFirstOrThrow()
      await db
        .insertInto('ctl_stories')
        .values({ ...row, id: 'untold', number: '99.99' })
        .execute()
    })
    expect(await ctl().call('get_story_history', { story_id: 'untold' })).toMatchObject({ data: [], meta: { total_count: 0 } })
    expect(await ctl().refusal('get_story_history', { story_id: 'no such' })).toMatchObject({ status: 404, message: 'Not found' })
  })
})
