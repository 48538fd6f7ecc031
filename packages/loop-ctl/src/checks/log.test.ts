import { expect, it } from 'vitest'
import { describeHttp, type KeyName } from '../fixtures/http.ts'

interface Row {
  id: string
  entity_type: string
  entity_id: string
  action: string
  inserted_at: string
}

const beginning = '2000-01-01T00:00:00Z'
const actionsOf = (rows: readonly Row[]) => rows.map(({ entity_type, action }) => `${entity_type} ${action}`)

describeHttp('what is told afterwards', (http) => {
  const get = (path: string, as: KeyName = 'implementer') => http().send(`GET /api/v1/${path}`, { as })
  const changes = async (query: Record<string, string>) => (await get(`changes?${new URLSearchParams(query)}`)).body

  /** A project in which seven things happened, at seven times. */
  async function project() {
    const { ctl } = http()
    const project_id = await ctl.project()
    ctl.pass(1_000)
    const epic_id = await ctl.epic(project_id)
    ctl.pass(1_000)
    const story_id = await ctl.story({ epic_id })
    await ctl.bring(story_id, 'reported_done')
    return { project_id, story_id }
  }

  it.each([
    ['nothing', '', "The 'since' parameter is required"],
    ['an empty since', '?since=', "The 'since' parameter is required"],
    ['a since that is no time', '?since=yesterday', "The 'since' parameter is not a time"],
  ])('58. the change feed of %s is 400', async (_, query, message) => {
    const { status, body } = await get(`changes${query}`)
    expect([status, body.error.status, body.error.message]).toEqual([400, 400, message])
  })

  it('58. the change feed tells what is strictly later, oldest first', async () => {
    const { project_id } = await project()
    const { data } = await changes({ project_id, since: beginning })
    expect(actionsOf(data)).toEqual(['project created', 'epic created', 'story created', ...Array(4).fill('story status_changed')])
    const later = await changes({ project_id, since: data[2].inserted_at })
    expect(later.data).toEqual(data.slice(3))
    expect((await changes({ project_id, since: data[6].inserted_at })).data).toEqual([])
  })

  it('58. three pages by has_more and next_since lose nothing and tell nothing twice', async () => {
    const { project_id } = await project()
    const all = (await changes({ project_id, since: beginning })).data
    const first = await changes({ project_id, since: beginning, limit: '3' })
    const second = await changes({ project_id, since: first.next_since, limit: '3' })
    const third = await changes({ project_id, since: second.next_since, limit: '3' })
    const pages = [first, second, third]
    expect(pages.map(({ data, has_more }) => [data.length, has_more])).toEqual([
      [3, true],
      [3, true],
      [1, false],
    ])
    expect(pages.flatMap(({ data }) => data)).toEqual(all)
  })

  it('58. pages lose nothing either where several things happened at one time', async () => {
    const { ctl } = http()
    const project_id = await ctl.project()
    const epic_id = await ctl.epic(project_id)
    for (let count = 0; count < 3; count++) await ctl.story({ epic_id })
    ctl.pass(1_000)
    for (let count = 0; count < 3; count++) await ctl.story({ epic_id })
    const seen: string[] = []
    for (let page = { next_since: beginning, has_more: true, data: [] as Row[] }; page.has_more; ) {
      page = await changes({ project_id, since: page.next_since, limit: '2' })
      seen.push(...page.data.map(({ id }) => id))
    }
    expect(seen).toEqual((await changes({ project_id, since: beginning })).data.map(({ id }: Row) => id))
    expect(seen).toHaveLength(8)
  })

  it('58. a row of the feed has the new state and not the old one, nor who did it by id', async () => {
    const { project_id, story_id } = await project()
    const { data } = await changes({ project_id, since: beginning })
    expect(data.at(-1)).toEqual({
      id: expect.any(String),
      project_id,
      entity_type: 'story',
      entity_id: story_id,
      action: 'status_changed',
      actor_type: 'api_key',
      actor_label: expect.stringMatching(/^orchestrator:/),
      new_state: expect.objectContaining({ agent_status: 'reported_done' }),
      metadata: expect.any(Object),
      inserted_at: expect.stringMatching(/Z$/),
    })
    for (const row of data) expect(row).not.toHaveProperty('old_state')
  })

  it('58. the feed can be asked for one sort of thing and one action', async () => {
    const { project_id, story_id } = await project()
    expect(actionsOf((await changes({ project_id, since: beginning, entity_type: 'epic' })).data)).toEqual(['epic created'])
    const created = await changes({ project_id, since: beginning, action: 'created', entity_type: 'story' })
    expect(created.data.map(({ entity_id }: Row) => entity_id)).toEqual([story_id])
  })

  it('59. the history of a story is told from its beginning, with both states', async () => {
    const { story_id } = await project()
    const { status, body } = await get(`stories/${story_id}/history`)
    expect(status).toBe(200)
    expect(actionsOf(body.data)).toEqual(['story created', ...Array(4).fill('story status_changed')])
    const times = body.data.map(({ inserted_at }: Row) => inserted_at)
    expect(times).toEqual(times.toSorted())
    expect(body.data[1]).toMatchObject({ old_state: { agent_status: 'pending' }, new_state: { agent_status: 'contracted' } })
    expect(body.meta).toEqual({ page: 1, page_size: 100, total_count: 5, total_pages: 1 })
    expect(body.pagination).toEqual({ total: 5, page: 1, page_size: 100 })
  })

  it('59. the history of a story of somebody else is 404, like that of none', async () => {
    const { story_id } = await project()
    const answers = [await get(`stories/${story_id}/history`, 'strangerAgent'), await get('stories/none/history')]
    expect(answers.map(({ status }) => status)).toEqual([404, 404])
    expect(answers[0]!.body).toEqual(answers[1]!.body)
    expect(answers[0]!.body.error).toMatchObject({ status: 404, message: 'Not found' })
  })
})
