import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('POST /knowledge/ingest/batch', (http) => {
  const post = (body: object) => http().send('POST /api/v1/knowledge/ingest/batch', { as: 'orchestrator', body })

  it('judges each by itself, and answers in their order', async () => {
    const [usual, own] = [await http().ctl.project(), await http().ctl.project()]
    const item = { source_type: 'session_log', content: 'A log', metadata: { day: 'Monday' } }
    const items = [item, { ...item, project_id: own }, { ...item, content: 'Own', project_id: own }, { content: 'No type' }, {}]
    const { status, body } = await post({ project_id: usual, items })
    expect(status).toBe(200)
    expect(body.data).toMatchObject([
      { index: 0, status: 'queued', content_hash: expect.any(String) },
      { index: 1, status: 'already_queued', id: body.data[0].id },
      { index: 2, status: 'queued' },
      { index: 3, status: 'error', error: expect.stringContaining('source_type') },
      { index: 4, status: 'error' },
    ])
    expect(body.meta).toEqual({ queued: 2, already_queued: 1, errors: 2 })
    const rows = await http().ctl.tables((db) => db.selectFrom('ctl_extractions').selectAll().orderBy('id').execute())
    expect(rows.map(({ project_id, metadata }) => [project_id, metadata])).toEqual([usual, own].map((id) => [id, '{"day":"Monday"}']))
  })

  it('says what is wrong with one, be it its address or its project', async () => {
    const wrong = [{ url: 'http://127.0.0.1/' }, { content: 'A', project_id: 'nobodys' }, { content: 'B', url: 'https://example.com/' }]
    const { status, body } = await post({ items: wrong.map((one) => ({ source_type: 'x', ...one })) })
    expect([status, body.meta]).toEqual([200, { queued: 0, already_queued: 0, errors: 3 }])
    const errors = body.data.map(({ error }: { error: string }) => error)
    expect(errors).toMatchObject([/private/, /Not found/, /not both/].map((words) => expect.stringMatching(words)))
  })

  it.each([
    ['nothing', []],
    ['more than 50', Array(51).fill({ source_type: 'x', content: 'y' })],
    ['what is no item', [7]],
  ])('refuses %s', async (_, items) => {
    expect(await post({ items })).toMatchObject({ status: 422, body: { error: { message: 'Validation failed' } } })
  })

  it('refuses a project that is not there', async () => {
    expect(await post({ project_id: 'nobodys', items: [{ source_type: 'x', content: 'z' }] })).toMatchObject({ status: 404 })
  })
})
