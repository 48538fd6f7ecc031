import { expect, it } from 'vitest'
import { article } from '../../fixtures/articles.ts'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('update_article', (ctl) => {
  const update = async (article_id: string, change: object) => (await ctl().call('update_article', { article_id, ...change })).data
  const told = async (id: string) => (await ctl().eventsOf(id)).at(-1)!

  it('changes what an article says, and tells the names of what changed but neither the text nor the tags', async () => {
    const id = await article(ctl(), { title: 'Before', tags: ['old'] })
    ctl().pass(1_000)
    const changed = await update(id, { title: 'After', body: 'unspoken', tags: ['new'], metadata: { a: 1 }, category: 'finding' })
    expect(changed).toMatchObject({ title: 'After', body: 'unspoken', tags: ['new'], metadata: { a: 1 }, status: 'published' })
    expect(changed.updated_at).not.toBe(changed.inserted_at)
    expect(await told(id)).toMatchObject({
      type: 'article.article.updated',
      before: { title: 'Before' },
      after: { title: 'After' },
      details: { title: 'After', tags: ['new'], changed_fields: ['title', 'body', 'tags', 'metadata'] },
    })
    expect(JSON.stringify(await told(id))).not.toContain('unspoken')
    const { title_words, body_words } = await ctl().tables((db) =>
      db.selectFrom('ctl_articles').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    )
    expect([title_words, body_words]).toEqual(['', 'unspoken'])
  })

  it('moves it by the status, where something leads there, together with the rest or not at all', async () => {
    const id = await article(ctl(), { status: 'draft', title: 'On its way' })
    expect(await update(id, { status: 'published', body: 'b' })).toMatchObject({ status: 'published', body: 'b' })
    expect(await told(id)).toMatchObject({ type: 'article.article.published' })
    expect(await update(id, { status: 'published' })).toMatchObject({ status: 'published' })
    const refused = await ctl().refusal('update_article', { article_id: id, status: 'superseded', title: 'Not changed' })
    expect([refused.status, refused.details]).toEqual([422, { status: ['cannot go from published to superseded'] }])
    expect(await update(id, { status: 'archived' })).toMatchObject({ status: 'archived', title: 'On its way' })
    const stays = await ctl().refusal('update_article', { article_id: id, status: 'draft' })
    expect(stays.hints).toContain('From archived it can become nothing.')
  })

  it('makes a superseded article a draft again, unless its title was taken meanwhile', async () => {
    const [id, newer] = [await article(ctl(), { title: 'Revived' }), await article(ctl())]
    await ctl().call('create_article_link', { source_article_id: newer, target_article_id: id, relationship_type: 'supersedes' })
    const usurper = await article(ctl(), { title: 'Revived' })
    expect((await ctl().refusal('update_article', { article_id: id, status: 'draft' })).code).toBe('title_taken')
    await update(usurper, { title: 'Another' })
    expect(await update(id, { status: 'draft' })).toMatchObject({ status: 'draft' })
    expect(await told(id)).toMatchObject({ type: 'article.article.updated', details: { changed_fields: ['status'] } })
  })

  it('refuses a title that another has, and whoever is no person', async () => {
    const id = await article(ctl(), { title: 'Mine' })
    await article(ctl(), { title: 'Theirs' })
    expect((await ctl().refusal('update_article', { article_id: id, title: 'Theirs' })).code).toBe('title_taken')
    expect(await update(id, { title: 'Mine' })).toMatchObject({ title: 'Mine' })
    expect((await ctl().refusal('update_article', { article_id: id }, { as: agents.orchestrator })).kind).toBe('forbidden')
  })
})
