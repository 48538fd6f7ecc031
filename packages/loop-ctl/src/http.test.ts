import { expect, it } from 'vitest'
import { describeHttp, type KeyName } from './fixtures/http.ts'

describeHttp('the HTTP face', (http) => {
  it('makes a project, and shows what was made by another key of the same people', async () => {
    const made = await http().send('POST /api/v1/projects', { body: { name: 'Made here', slug: 'made-here', color: 'unknown' } })
    expect(made).toMatchObject({ status: 201, body: { project: { slug: 'made-here', status: 'active' } } })
    const id = await http().ctl.story({ title: 'Seen by all' })
    const seen = await http().send(`GET /api/v1/stories/${id}`, { as: 'implementer' })
    expect(seen).toMatchObject({ status: 200, body: { story: { title: 'Seen by all' } } })
  })

  it('knows no role above another: a person is refused what belongs to agents', async () => {
    const id = await http().ctl.storyAt('contracted')
    const refused = await http().send(`POST /api/v1/stories/${id}/claim`)
    expect(refused).toMatchObject({ status: 403, body: { error: { status: 403, hints: ['Use a key of the role agent.'] } } })
    expect(await http().send(`POST /api/v1/stories/${id}/claim`, { as: 'implementer' })).toMatchObject({ status: 200 })
  })

  it.each(['unlinkedAgent', 'strangerAgent'] as const)('does not let the key %s take a story', async (as: KeyName) => {
    const id = await http().ctl.storyAt('contracted')
    const { status, body } = await http().send(`POST /api/v1/stories/${id}/claim`, { as })
    expect([status, body.error.code]).toEqual(as === 'unlinkedAgent' ? [422, 'key_without_agent'] : [404, 'story_not_found'])
  })

  it('refuses a key that nobody gave out', async () => {
    const answer = await http().send('GET /api/v1/stories/none', { headers: { authorization: 'Bearer lc_none' } })
    expect(answer).toMatchObject({ status: 401, body: { error: { status: 401 } } })
  })
})
