import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

const said = { body: 'Wait twice as long before each try.', category: 'pattern' }

describeCtl('create_article', (ctl) => {
  it('makes a draft, and keeps its body out of the log', async () => {
    const project_id = await ctl().project({ slug: 'wiki' })
    const { data } = await ctl().call('create_article', {
      ...said,
      title: 'Retries',
      project_id: 'wiki',
      tags: ['http', 'http', 'Retry_2'],
      source_type: 'session_log',
      source_id: 's-1',
      metadata: { by: 'hand' },
    })
    expect(data).toEqual({
      ...said,
      id: expect.any(String),
      project_id,
      title: 'Retries',
      status: 'draft',
      tags: ['http', 'Retry_2'],
      source_type: 'session_log',
      source_id: 's-1',
      metadata: { by: 'hand' },
      inserted_at: '2026-01-05T12:00:00.000Z',
      updated_at: '2026-01-05T12:00:00.000Z',
    })
    const told = await ctl().eventsOf(data.id)
    expect(told).toMatchObject([
      { type: 'article.article.created', scope: project_id, details: { id: data.id, title: 'Retries', status: 'draft' } },
    ])
    expect(JSON.stringify(told)).not.toContain('twice')
  })

  it('refuses a title that a draft or a published article has, until it is put away', async () => {
    const { data } = await ctl().call('create_article', { ...said, title: 'Only one' })
    const refused = await ctl().refusal('create_article', { ...said, title: 'Only one' })
    expect([refused.status, refused.code, refused.details]).toEqual([422, 'title_taken', { title: ['has already been taken'] }])
    await ctl().call('knowledge_archive', { article_id: data.id })
    await ctl().call('create_article', { ...said, title: 'Only one' })
  })

  it('lets agents publish at once only where the settings say so', async () => {
    const published = { ...said, status: 'published' }
    const refused = await ctl().refusal('create_article', { ...published, title: 'By an agent' }, { as: agents.implementer })
    expect([refused.status, refused.code]).toEqual([403, 'drafts_only'])
    const { data } = await ctl().call('create_article', { ...published, title: 'By an orchestrator' }, { as: agents.orchestrator })
    expect(data.status).toBe('published')
    await ctl().settings({ knowledge_agents_may_publish: true })
    const allowed = await ctl().call('create_article', { ...published, title: 'By an agent' }, { as: agents.implementer })
    expect(allowed.data.status).toBe('published')
    await ctl().settings({ knowledge_agents_may_publish: false })
  })

  it.each([
    ['title', { title: ' ' }, "can't be blank"],
    ['body', { body: '' }, "can't be blank"],
    ['category', { category: 'rumour' }, expect.any(String)],
    ['tags.0', { tags: ['two words'] }, 'must have letters, digits, - and _ alone'],
    ['tags', { tags: Array.from({ length: 21 }, (_, index) => `t${index}`) }, expect.any(String)],
    ['status', { status: 'archived' }, expect.any(String)],
  ])('refuses a wrong %s', async (field, wrong, problem) => {
    const refused = await ctl().refusal('create_article', { ...said, title: 'Wrong', ...wrong })
    expect([refused.status, refused.details]).toEqual([422, { [field]: [problem] }])
  })

  it('refuses a project that there is not', async () => {
    expect((await ctl().refusal('create_article', { ...said, title: 'Astray', project_id: 'nobodys' })).code).toBe('project_not_found')
  })
})
