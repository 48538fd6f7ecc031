import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

interface Page {
  data: { id: string; inserted_at: string; entity_id: string }[]
  has_more: boolean
  next_since: string
  cursor: string
}

const beginning = '2000-01-01T00:00:00Z'

describeCtl('list_changes', (ctl) => {
  const changes = (input: object): Promise<Page> => ctl().call('list_changes', input, { as: agents.implementer })

  /** Some stories at several times, of which some times have several events. */
  async function eventfulProject(): Promise<{ project_id: string; all: string[] }> {
    const project_id = await ctl().project()
    const epic_id = await ctl().epic(project_id)
    for (const count of [1, 2, 3, 1, 1]) {
      ctl().pass(1_000)
      for (let made = 0; made < count; made++) await ctl().story({ epic_id })
    }
    const all = (await ctl().events()).filter(({ scope }) => scope === project_id).map(({ id }) => id)
    expect(all).toHaveLength(10)
    return { project_id, all }
  }

  async function walk(start: object, next: (page: Page) => object): Promise<{ ids: string[]; sizes: number[] }> {
    const ids: string[] = []
    const sizes: number[] = []
    for (let page = await changes(start); ; page = await changes({ ...start, ...next(page) })) {
      ids.push(...page.data.map(({ id }) => id))
      sizes.push(page.data.length)
      if (!page.has_more) return { ids, sizes }
    }
  }

  it.each([1, 2, 3, 4, 1_000])('gives every event once when it is walked by next_since in pages of %i', async (limit) => {
    const { project_id, all } = await eventfulProject()
    const { ids } = await walk({ project_id, limit, since: beginning }, ({ next_since }) => ({ since: next_since }))
    expect(ids).toEqual(all)
  })

  it('ends a page of three between two times, and tells a time with more events than that at once', async () => {
    const { project_id } = await eventfulProject()
    const by = (limit: number) => walk({ project_id, limit, since: beginning }, ({ next_since }) => ({ since: next_since }))
    expect((await by(3)).sizes).toEqual([3, 2, 3, 2])
    expect((await by(2)).sizes).toEqual([2, 1, 2, 3, 2])
  })

  it.each([1, 2, 3])('gives every event once, and never more than asked for, when it is walked by cursor in pages of %i', async (limit) => {
    const { project_id, all } = await eventfulProject()
    const first = await changes({ project_id, since: beginning, limit: 3 })
    const { ids, sizes } = await walk({ project_id, limit, cursor: first.cursor }, ({ cursor }) => ({ cursor }))
    expect([...first.data.map(({ id }) => id), ...ids]).toEqual(all)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(limit)
  })

  it('holds by its cursor also what comes later to the time at which it ended', async () => {
    const project_id = await ctl().project()
    const { cursor, next_since } = await changes({ project_id, since: beginning })
    const epic = await ctl().epic(project_id)
    expect((await changes({ project_id, cursor })).data.map(({ entity_id }) => entity_id)).toEqual([epic])
    expect((await changes({ project_id, since: next_since })).data).toEqual([])
  })

  it('says after an empty page where to go on', async () => {
    const since = '2100-01-01T00:00:00.000Z'
    const page = await changes({ since })
    expect(page).toMatchObject({ data: [], has_more: false, next_since: since })
    expect(await changes({ cursor: page.cursor })).toEqual(page)
  })

  it('is strictly later than since, whatever its offset', async () => {
    const { project_id, all } = await eventfulProject()
    const [, , third] = (await changes({ project_id, since: beginning })).data
    const later = await changes({ project_id, since: third!.inserted_at.replace('Z', '+00:00') })
    expect(later.data.map(({ id }) => id)).toEqual(all.slice(3))
  })

  it('tells a hand-over and every change of a story with its project (D23, D25)', async () => {
    const story_id = await ctl().storyAt('implementing')
    await ctl().call('request_review', { story_id }, { as: agents.implementer })
    await ctl().call('report_story', { story_id }, { as: agents.reviewer })
    const { project_id } = (await ctl().call('get_story', { story_id })).story
    const { data } = await ctl().call('list_changes', { project_id, since: beginning, entity_type: 'story' })
    expect(data.map(({ action }: { action: string }) => action)).toEqual([
      'created',
      ...Array(3).fill('status_changed'),
      'review_requested',
      'status_changed',
    ])
    expect(data.at(-1)).toEqual({
      id: expect.any(String),
      project_id,
      entity_type: 'story',
      entity_id: story_id,
      action: 'status_changed',
      actor_type: 'api_key',
      actor_label: expect.stringMatching(/^orchestrator:/),
      new_state: { agent_status: 'reported_done', reported_by_agent_id: 'reviewer-local' },
      metadata: expect.objectContaining({ story_id, project_id }),
      inserted_at: expect.any(String),
    })
    const requested = await changes({ project_id, since: beginning, action: 'review_requested' })
    expect(requested.data).toHaveLength(1)
  })

  it.each([
    ['nothing', {}, "The 'since' parameter is required"],
    ['an empty since', { since: '' }, "The 'since' parameter is required"],
    ['no time', { since: 'yesterday' }, "The 'since' parameter is not a time"],
    ['a broken cursor', { cursor: 'x' }, "The 'cursor' parameter is not one of this feed"],
  ])('refuses %s', async (_, input, message) => {
    expect(await ctl().refusal('list_changes', input)).toMatchObject({ status: 400, message })
  })
})
