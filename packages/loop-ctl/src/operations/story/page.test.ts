import { expect, it } from 'vitest'
import { agents } from '../../fixtures/ctl.ts'
import { describeHttp, type KeyName } from '../../fixtures/http.ts'

describeHttp('GET /stories', (http) => {
  const get = (query: string, as: KeyName = 'implementer') => http().send(`GET /api/v1/stories${query}`, { as })
  const numbers = async (query: string, as?: KeyName) => (await get(query, as)).body.data.map(({ number }: { number: string }) => number)

  async function project() {
    const id = await http().ctl.project()
    const [first, second] = [await http().ctl.epic(id, { number: 1 }), await http().ctl.epic(id, { number: 2 })]
    for (const number of ['1.10', '1.2']) await http().ctl.story({ epic_id: first, number, description: 'whole' })
    await http().ctl.storyAt('verified', { epic_id: second, number: '2.1' })
    return { id, second }
  }

  it('shows whole stories of one project in the order of their numbers, by limit and offset', async () => {
    const { id } = await project()
    const { status, body } = await get(`?project_id=${id}&limit=2`)
    expect(status).toBe(200)
    expect(body.data).toMatchObject([{ number: '1.2', description: 'whole' }, { number: '1.10' }])
    expect(body.meta).toEqual({ total_count: 3, limit: 2, offset: 0 })
    expect(await numbers(`?project_id=${id}&offset=1`)).toEqual(['1.10', '2.1'])
    expect((await get(`?project_id=${id}&limit=501`)).body.meta.limit).toBe(500)
    expect((await get(`?project_id=${id}`)).body.meta.limit).toBe(100)
  })

  it('filters; unknown and unparsable filters are ignored, a malformed id leaves nothing', async () => {
    const { id, second } = await project()
    expect(await numbers(`?project_id=${id}&verified_status=verified`)).toEqual(['2.1'])
    expect(await numbers(`?project_id=${id}&agent_status=pending`)).toEqual(['1.2', '1.10'])
    expect(await numbers(`?project_id=${id}&agent_status=nonsense&limit=one&color=red`)).toEqual(['1.2', '1.10', '2.1'])
    expect(await numbers(`?project_id=${id}&epic_id=${second}`)).toEqual(['2.1'])
    expect(await numbers(`?project_id=${id}&epic_id=2`)).toEqual(['2.1'])
    expect(await numbers(`?project_id=${id}&epic_id=not-an-id`)).toEqual([])
    expect(await numbers(`?project_id=${id}&epic_id=`)).toEqual([])
    expect(await numbers('?project_id=not-an-id')).toEqual([])
    expect(await numbers(`?project_id=${id}`, 'strangerUser')).toEqual([])
  })

  it('asks for a project, which a call may also bring along', async () => {
    const { id } = await project()
    expect(await get('')).toMatchObject({
      status: 400,
      body: { error: { status: 400, message: "The 'project_id' parameter is required" } },
    })
    const { name } = (await http().ctl.call('get_project', { project_id: id })).project
    const brought = (project: string) => http().send('GET /api/v1/stories', { headers: { 'X-Loopctl-Project': project } })
    for (const project of [id, name]) expect((await brought(project)).body.meta.total_count).toBe(3)
    expect(await brought('unknown')).toMatchObject({ status: 404 })
    expect(await get('?project_id=')).toMatchObject({ status: 400 })
  })

  it('shows what waits for a review (D25)', async () => {
    const { id, second } = await project()
    const story_id = await http().ctl.storyAt('implementing', { epic_id: second, number: '2.2' })
    expect(await numbers(`?project_id=${id}&review_requested=true`)).toEqual([])
    await http().ctl.call('request_review', { story_id }, { as: agents.implementer })
    expect(await numbers(`?project_id=${id}&review_requested=true`)).toEqual(['2.2'])
  })

  it('adds the tokens of each story where that is asked for (D14)', async () => {
    const { id, second } = await project()
    const story_id = await http().ctl.storyAt('implementing', { epic_id: second, number: '2.3' })
    const token_usage = { input_tokens: 10, output_tokens: 5, model_name: 'm', cost_millicents: 70 }
    await http().ctl.call('report_story', { story_id, token_usage }, { as: agents.reviewer })
    const totals = async (query: string) =>
      (await get(`?project_id=${id}&epic_id=2${query}`)).body.data.map((row: Record<string, unknown>) => [
        row.total_tokens,
        row.total_cost_millicents,
      ])
    expect(await totals('&include_token_totals=true')).toEqual([
      [0, 0],
      [15, 70],
    ])
    expect(await totals('')).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ])
    const compact = await http().ctl.call('list_stories', { project_id: id, epic_id: '2', include_token_totals: true })
    expect(compact.data.at(-1)).toMatchObject({ number: '2.3', total_tokens: 15, total_cost_millicents: 70 })
  })
})
