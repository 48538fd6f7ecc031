import { expect, it } from 'vitest'
import { article } from '../../fixtures/articles.ts'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { fillWiki, questionsOf } from '../../fixtures/many-articles.ts'

interface Row {
  id: string
  title: string
  score: number
  snippet: string
}

describeCtl('knowledge_search', (ctl) => {
  const titles = async (q: string, more: object = {}) =>
    (await ctl().call('knowledge_search', { q, ...more })).data.map(({ title }: Row) => title)

  it('finds words in other forms, those of the title before those of the body, and shows a snippet but never the body', async () => {
    await article(ctl(), { title: 'Deploying at night', body: 'Nobody is there.', tags: ['ops'] })
    await article(ctl(), { title: 'Nights', body: `We deploy then. ${'Filler. '.repeat(100)}` })
    const { data, meta } = await ctl().call('knowledge_search', { q: 'deployments owls' })
    expect([data, meta.total_count]).toEqual([[], 0])
    const found = await ctl().call('knowledge_search', { q: 'deployment nights' })
    expect(found.data.map(({ title }: Row) => title)).toEqual(['Deploying at night', 'Nights'])
    expect(found.data[0]).toEqual({
      id: expect.any(String),
      title: 'Deploying at night',
      category: 'finding',
      tags: ['ops'],
      score: 1,
      snippet: 'Nobody is there.',
    })
    expect(found.data[1].snippet).toContain('We **deploy** then.')
    expect(found.meta).toEqual({ total_count: 2, limit: 10, offset: 0, search_mode: 'keyword', fallback: true })
  })

  it('keeps to categories, tags and a project with what is for all', async () => {
    const project_id = await ctl().project({ slug: 'searched' })
    const elsewhere = await ctl().project()
    await article(ctl(), { title: 'Zebra river', project_id, category: 'decision', tags: ['x', 'y'] })
    await article(ctl(), { title: 'Zebra common', tags: ['y'] })
    await article(ctl(), { title: 'Zebra desert', project_id: elsewhere })
    expect((await titles('zebra')).toSorted()).toEqual(['Zebra common', 'Zebra desert', 'Zebra river'])
    expect((await titles('zebra', { project_id: 'searched' })).toSorted()).toEqual(['Zebra common', 'Zebra river'])
    expect(await titles('zebra', { project_id: 'nobodys' })).toEqual(['Zebra common'])
    expect(await titles('zebra', { category: 'decision' })).toEqual(['Zebra river'])
    expect((await titles('zebra', { tags: 'x, y' })).toSorted()).toEqual(['Zebra common', 'Zebra river'])
    expect(await titles('zebra', { tags: 'z' })).toEqual([])
    expect(await titles('zebra -desert -"zebra common" -rivers')).toEqual([])
    expect(await titles('"zebra river" or "river zebra"')).toEqual(['Zebra river'])
  })

  it('finds nothing where no word says anything, and takes any query as words', async () => {
    for (const q of ['the and of', '-zebra', '"', '* AND (', "'; drop", 'OR']) expect(await titles(q), q).toEqual([])
  })

  it('notes behind the answer who read what and for which story, and drops what there is not', async () => {
    const project_id = await ctl().project()
    const story_id = await ctl().story({ epic_id: await ctl().epic(project_id) })
    const read = await article(ctl(), { title: 'Quokka' })
    const as = agents.implementer
    await ctl().call('knowledge_search', { q: 'quokka', story_id, project_id: 'nobodys' }, { as })
    await ctl().call('knowledge_search', { q: 'quokkas', project_id }, { as })
    await ctl().call('knowledge_get', { article_id: read, project_id: 'nobodys', story_id: 'nobodys' }, { as })
    const noted = await ctl().tables((db) =>
      db.selectFrom('ctl_article_accesses').selectAll().where('article_id', '=', read).orderBy('id').execute(),
    )
    const reader = {
      article_id: read,
      api_key_id: as.key,
      agent_id: 'implementer-local',
      accessed_at: expect.any(String),
      id: expect.any(String),
    }
    expect(noted).toEqual([
      { ...reader, access_type: 'search', query: 'quokka', project_id, story_id },
      { ...reader, access_type: 'search', query: 'quokkas', project_id, story_id: null },
      { ...reader, access_type: 'get', query: null, project_id: null, story_id: null },
    ])
  })
})

const firsts: Record<string, string[]> = {}

describeCtl('a wiki of 200 articles', (ctl, kind) => {
  it('is ranked in the same way on every database', async () => {
    await fillWiki(ctl(), 200)
    const found = []
    for (const q of questionsOf(30)) {
      const { data } = await ctl().call('knowledge_search', { q })
      found.push(`${q}: ${data.map(({ id, score }: Row) => `${id} ${score}`)}`)
    }
    expect(found.filter((line) => line.includes('article-')).length).toBeGreaterThanOrEqual(25)
    firsts[kind] = found
    for (const others of Object.values(firsts)) expect(found).toEqual(others)
    expect(found[0]).toMatchInlineSnapshot(
      `"webhooks validating: article-10 1,article-53 0.9883,article-34 0.9674,article-170 0.9332,article-186 0.8772,article-11 0.8677,article-128 0.8615,article-92 0.8615,article-33 0.8416,article-80 0.839"`,
    )
  })
})
