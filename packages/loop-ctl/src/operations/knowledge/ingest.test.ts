import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

const hash = (text: string) => createHash('sha256').update(text).digest('hex')

describeHttp('POST /knowledge/ingest', (http) => {
  const post = (body: object) => http().send('POST /api/v1/knowledge/ingest', { as: 'orchestrator', body })

  it('takes a text, and the same not again within an hour', async () => {
    const body = { source_type: 'newsletter', content: 'What is new' }
    const first = await post(body)
    expect(first.status).toBe(202)
    const { id } = first.body.data
    expect(first.body.data).toEqual({ id, status: 'queued', content_hash: hash(body.content) })
    http().ctl.pass(3_600_000)
    const again = await post({ ...body, source_type: 'other' })
    expect([again.status, again.body]).toEqual([200, { data: { id, status: 'already_queued', content_hash: hash(body.content) } }])
    http().ctl.pass(1)
    expect(await post(body)).toMatchObject({ status: 202, body: { data: { status: 'queued' } } })
  })

  it('of many who hand in the same at once queues one', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => post({ source_type: 'newsletter', content: 'All at once' })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 202])
    expect(new Set(answers.map(({ body }) => body.data.id)).size).toBe(1)
  })

  it('leaves a row in the audit trail without the words', async () => {
    const project_id = await http().ctl.project({ slug: 'learned' })
    const { body } = await post({ source_type: 'web_article', url: 'https://example.com/secret-words', project_id: 'learned' })
    const rows = (await http().send(`GET /api/v1/audit?project_id=${project_id}&entity_type=knowledge_ingestion`)).body.data
    const { id, content_hash } = body.data
    expect(rows).toMatchObject([{ action: 'queued', entity_id: id, metadata: { ingestion_id: id, content_hash } }])
    expect(content_hash).toBe(hash('https://example.com/secret-words'))
    expect(JSON.stringify(rows)).not.toContain('secret-words')
  })

  it.each([
    [{ content: 'A text' }, 'source_type'],
    [{ source_type: ' ', content: 'A text' }, 'source_type'],
    [{ source_type: 'x' }, 'url'],
    [{ source_type: 'x', content: 'A text', url: 'https://example.com/' }, 'url'],
    [{ source_type: 'x', content: '  ' }, 'content'],
    [{ source_type: 'x', content: 'é'.repeat(50_001) }, 'content'],
    [{ source_type: 'x', url: 'ftp://example.com/' }, 'url'],
    [{ source_type: 'x', url: 'https://me:secret@example.com/' }, 'url'],
    [{ source_type: 'x', url: 'http://192.168.0.1/' }, 'url'],
  ])('refuses %j', async (body, field) => {
    expect(await post(body)).toMatchObject({ status: 422, body: { error: { details: { [field]: [expect.any(String)] } } } })
  })

  it('is for orchestrators and people, and for projects that there are', async () => {
    const body = { source_type: 'x', content: 'By an agent' }
    expect(await http().send('POST /api/v1/knowledge/ingest', { as: 'implementer', body })).toMatchObject({ status: 403 })
    expect(await post({ ...body, project_id: 'nobodys' })).toMatchObject({ status: 404 })
  })
})
