import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { handIn } from '../../fixtures/extractor.ts'

describeCtl('knowledge_ingestion_jobs', (ctl) => {
  const list = () => ctl().call('knowledge_ingestion_jobs', {}, { as: agents.orchestrator })

  it('lists what was handed in within a week, newest first, without the texts, and no more than a model should read', async () => {
    await handIn(ctl(), { content: 'Long ago' })
    ctl().pass(7 * 24 * 3_600_000 + 1)
    for (let index = 0; index < 21; index++) {
      ctl().pass(1_000)
      await handIn(ctl(), { content: `Text ${index}` })
    }
    const url = 'https://example.com/page'
    ctl().pass(1_000)
    const id = await handIn(ctl(), { url })
    const { data, meta } = await list()
    expect([data.length, meta]).toEqual([20, { total_count: 22, limit: 20, offset: 0 }])
    expect(data[0]).toEqual({
      id,
      url,
      status: 'queued',
      source_type: 'session_log',
      project_id: null,
      content_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      attempts: 0,
      error: null,
      articles_count: 0,
      inserted_at: data[0].updated_at,
      updated_at: expect.any(String),
    })
    expect(JSON.stringify(data)).not.toContain('Text 1')
  })
})
