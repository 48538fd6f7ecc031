import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('GET /articles', (http) => {
  const titles = async (query: string) => {
    const { status, body } = await http().send(`GET /api/v1/articles${query}`, { as: 'implementer' })
    expect(status).toBe(200)
    return body.data.map(({ title }: { title: string }) => title)
  }

  it('shows articles newest first, in pages, filtered by what is asked', async () => {
    const project = await http().ctl.project()
    const add = (title: string, more: object) =>
      http().ctl.call('create_article', { title, body: 'b', category: 'finding', status: 'published', ...more })
    await add('one', { tags: ['a', 'a_b'] })
    await add('two', { tags: ['axb'], category: 'decision', project_id: project })
    await add('three', { status: 'draft' })
    expect(await titles('')).toEqual(['three', 'two', 'one'])
    expect(await titles('?limit=1&offset=1')).toEqual(['two'])
    expect(await titles('?status=published')).toEqual(['two', 'one'])
    expect(await titles('?status=lost')).toEqual(['three', 'two', 'one'])
    expect(await titles('?category=decision')).toEqual(['two'])
    expect(await titles(`?project_id=${project}`)).toEqual(['two'])
    expect(await titles('?project_id=x')).toEqual([])
    expect(await titles('?tags=a_b')).toEqual(['one'])
    expect(await titles('?tags=b,%20axb,A')).toEqual(['two'])
    expect(await titles('?tags=b')).toEqual([])
    const { body } = await http().send('GET /api/v1/articles?page_size=2')
    expect([body.meta, Object.keys(body.data[0])]).toEqual([{ total_count: 3, limit: 2, offset: 0 }, expect.arrayContaining(['body'])])
    expect((await http().send('GET /api/v1/articles', { as: 'strangerUser' })).body.data).toEqual([])
  })
})
