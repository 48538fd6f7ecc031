import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('list_artifacts', (ctl) => {
  it('shows what was handed in for a story, oldest first, by pages', async () => {
    const story_id = await ctl().story()
    for (const path of ['one', 'two', 'three']) {
      ctl().pass(1_000)
      await ctl().call('report_artifact', { story_id, artifact_type: 'file', path })
    }
    await ctl().call('report_artifact', { story_id: await ctl().story(), artifact_type: 'file', path: 'elsewhere' })
    const { data, meta } = await ctl().call('list_artifacts', { story_id, page: 1, page_size: 2 }, { as: agents.implementer })
    expect(data.map(({ path }: { path: string }) => path)).toEqual(['one', 'two'])
    expect(meta).toEqual({ page: 1, page_size: 2, total_count: 3, total_pages: 2 })
  })

  it('refuses an unknown story', async () => {
    expect(await ctl().refusal('list_artifacts', { story_id: 'no such' })).toMatchObject({ status: 404, message: 'Not found' })
  })
})
