import { beforeAll, expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('list_skills', (ctl) => {
  let project_id: string

  beforeAll(async () => {
    project_id = await ctl().project({ slug: 'skilled' })
    const make = (name: string, more = {}) => ctl().call('create_skill', { name, prompt_text: 'secret words', ...more })
    for (const name of ['Review-code', 'plan', '100%']) await make(name)
    await make('own', { project_id })
    await make('review-elsewhere', { project_id: await ctl().project() })
    await make('old')
    await ctl().call('archive_skill', { skill_id: 'old' })
  })

  const names = async (input: object, options = {}) =>
    (await ctl().call('list_skills', input, { as: agents.implementer, ...options })).data.map(({ name }: { name: string }) => name).sort()

  it('shows those in use, without prompts', async () => {
    expect(await names({})).toEqual(['100%', 'Review-code', 'own', 'plan', 'review-elsewhere'])
    expect(JSON.stringify(await ctl().call('list_skills'))).not.toContain('secret words')
    const { data, meta } = await ctl().call('list_skills', { page: 2, page_size: 4 })
    expect([data.length, meta]).toEqual([1, { page: 2, page_size: 4, total_count: 5, total_pages: 2 }])
  })

  it.each([
    [{ status: 'archived' }, ['old']],
    [{ status: 'no-such' }, ['100%', 'Review-code', 'own', 'plan', 'review-elsewhere']],
    [{ name: 'review' }, ['Review-code', 'review-elsewhere']],
    [{ name: '%' }, ['100%']],
    [{ name: '' }, ['100%', 'Review-code', 'own', 'plan', 'review-elsewhere']],
    [{ project_id: 'skilled' }, ['own']],
    [{ project_id: 'no-such' }, []],
  ])('filters by %j', async (filter, expected) => {
    expect(await names(filter)).toEqual(expected)
  })

  it('within a project shows what is useful there', async () => {
    expect(await names({}, { settings: { LOOPCTL_PROJECT: 'skilled' } })).toEqual(['100%', 'Review-code', 'own', 'plan'])
  })
})
