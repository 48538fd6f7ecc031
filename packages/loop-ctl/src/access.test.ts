import { expect, it } from 'vitest'
import { describeHttp } from './fixtures/http.ts'

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

describeHttp('from one user key to keys that can claim and verify', (http) => {
  const newKey = async (body: object): Promise<string> => (await http().send('POST /api/v1/api_keys', { body })).body.api_key.raw_key
  const post = (key: string, path: string, body: object = {}) =>
    http().send(`POST ${path}` as `POST /${string}`, { headers: bearer(key), body })

  it('goes by the documented steps', async () => {
    const bootstrap = await newKey({ name: 'agent-bootstrap', role: 'agent' })
    const main = { name: 'orchestrator-main', agent_type: 'orchestrator' }
    const { agent } = (await post(bootstrap, '/api/v1/agents/register', main)).body
    const orchestrator = await newKey({ name: 'orchestrator-main', role: 'orchestrator', agent_id: agent.id })
    const worker = await newKey({ name: 'worker-1', role: 'agent' })

    const story = `/api/v1/stories/${await http().ctl.story({ title: 'First' })}`
    const echo = { story_title: 'First', ac_count: 0 }
    expect(await post(worker, `${story}/contract`, echo)).toMatchObject({ status: 422, body: { error: { code: 'key_without_agent' } } })
    await post(worker, '/api/v1/agents/register', { name: 'worker-1', agent_type: 'implementer' })

    const verdict = { summary: 'all there', review_type: 'enhanced' }
    const steps = [
      await post(worker, `${story}/contract`, echo),
      await post(worker, `${story}/claim`),
      await post(worker, `${story}/start`),
      await post(worker, `${story}/request-review`),
      await post(bootstrap, `${story}/report`),
      await post(bootstrap, `${story}/review-complete`, verdict),
      await post(orchestrator, `${story}/verify`, verdict),
    ]
    expect(steps.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 201, 200])
    expect(steps.at(-1)!.body.story).toMatchObject({ verified_status: 'verified' })
  })
})

describeHttp('a superadmin in the place of others', (http) => {
  it('has no key there that could be given an agent', async () => {
    const headers = { 'x-impersonate-tenant': 'local', 'x-effective-role': 'agent' }
    const body = { name: 'puppet', agent_type: 'implementer' }
    const answer = await http().send('POST /api/v1/agents/register', { as: 'superadmin', headers, body })
    expect(answer).toMatchObject({ status: 422, body: { error: { code: 'no_key' } } })
  })
})
