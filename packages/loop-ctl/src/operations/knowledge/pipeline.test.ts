import { expect, it } from 'vitest'
import { settle } from '../../extraction/settle.ts'
import { extractor, handIn } from '../../fixtures/extractor.ts'
import { describeHttp } from '../../fixtures/http.ts'

const none = {
  pending_extractions: 0,
  recent_drafts: [],
  publish_rate: 0,
  extraction_errors: { count: 0, recent: [] },
  auto_extract_enabled: true,
  model_configured: false,
}

describeHttp('GET /knowledge/pipeline', (http) => {
  const look = async () => (await http().send('GET /api/v1/knowledge/pipeline', { as: 'orchestrator' })).body.data

  it('says how far all is, and how much of it was worth publishing', async () => {
    expect(await look()).toEqual(none)
    const { context, find } = extractor(http().ctl, {})
    const draft = (title: string) => ({ title, body: 'Words', category: 'finding' as const, tags: [] })
    const [read, unread] = [await handIn(http().ctl, { content: 'Read' }), await handIn(http().ctl, { content: 'Unread' })]
    await handIn(http().ctl, { content: 'Waits' })
    await settle(context, await find(read), { drafts: ['One', 'Two', 'Three'].map(draft) })
    await settle(context, await find(unread), { error: 'timeout', mayPass: false })
    await http().ctl.tables((db) => db.updateTable('ctl_articles').set({ status: 'published' }).where('title', '=', 'One').execute())
    await http().ctl.settings({ knowledge_auto_extract: false })
    const { recent_drafts, ...rest } = await look()
    expect(recent_drafts.map(({ title }: { title: string }) => title)).toEqual(['Three', 'Two'])
    expect(recent_drafts[0]).toMatchObject({ category: 'finding', project_id: null, source_type: 'session_log', source_id: read })
    expect(rest).toEqual({
      ...none,
      recent_drafts: undefined,
      pending_extractions: 1,
      publish_rate: 0.3333,
      extraction_errors: {
        count: 1,
        recent: [{ id: unread, source_type: 'session_log', source_id: unread, error: 'timeout', failed_at: expect.any(String) }],
      },
      auto_extract_enabled: false,
    })
  })

  it('is not for agents', async () => {
    expect(await http().send('GET /api/v1/knowledge/pipeline', { as: 'implementer' })).toMatchObject({ status: 403 })
  })
})
