import type { ModuleOpenApi } from 'loop-core'
import { expect, it } from 'vitest'
import { keepReports } from '../fixtures/costs.ts'
import { agents } from '../fixtures/ctl.ts'
import { describeHttp, type HttpCtl } from '../fixtures/http.ts'
import { hook, reachable, receiver } from '../fixtures/receiver.ts'
import { spend } from '../fixtures/token-reports.ts'
import { operations } from '../operations/index.ts'
import { sentEvents } from '../webhooks/events.ts'
import { agentHints } from './agent-hints.ts'
import { examples } from './examples.ts'
import { openapi } from './index.ts'
import { webhooks } from './webhooks.ts'

const operationNamed = (name: string) => operations.find((operation) => operation.name === name)!

it.each(Object.entries(examples))('the example of %s is what the operation takes and answers', (name, { input = {}, output = {} }) => {
  const operation = operationNamed(name)
  expect(() => operation.input.parse(input)).not.toThrow()
  // A schema drops what it does not know.
  expect(operation.output.parse(output)).toEqual(output)
})

it('every step of the workflow has an example of what is said and of what is answered', () => {
  for (const { call } of agentHints.workflow) {
    const { name } = operations.find(({ rest = [] }) => rest.some((address) => address === call))!
    expect(examples[name], call).toMatchObject({ input: expect.anything(), output: expect.anything() })
  }
})

it.each(Object.entries(webhooks))('the example of %s is a payload of it', (_, { payload, example }) => {
  expect(payload.parse(example)).toEqual(example)
})

// biome-ignore lint/suspicious/noExplicitAny: a document of whose shape core's own tests are sure
const documentOf = async ({ send }: HttpCtl): Promise<any> => (await send('GET /openapi.json', { as: 'nobody' })).body

/** Lets everything happen once that can happen to articles. */
async function articlesChange({ call }: HttpCtl['ctl']) {
  const write = async (title: string) => (await call('create_article', { title, body: 'b', category: 'finding' })).data.id
  const [article_id, newer, other] = [await write('First'), await write('Second'), await write('Third')]
  await call('update_article', { article_id, body: 'c' })
  await call('knowledge_publish', { article_id })
  await call('knowledge_unpublish', { article_id })
  await call('knowledge_archive', { article_id: other })
  const ends = { source_article_id: newer, target_article_id: article_id }
  const { data } = await call('create_article_link', { ...ends, relationship_type: 'supersedes' })
  await call('delete_article_link', { link_id: data.id })
}

/** Lets everything happen once that a webhook can be told of. */
async function everythingHappens({ ctl, send }: HttpCtl, webhook_id: string) {
  const { call } = ctl
  const project_id = await ctl.project()
  const epic_id = await ctl.epic(project_id)
  await send('POST /api/v1/agents/register', { as: 'unlinkedAgent', body: { name: 'newcomer', agent_type: 'implementer' } })
  await call('import_project', { project_id, epics: [{ number: 900, title: 'Brought in', stories: [] }] })
  await call('backfill_story', { story_id: await ctl.story({ epic_id }), reason: 'before' }, { as: agents.orchestrator })
  const story_id = await ctl.storyAt('implementing', { epic_id })
  await call('request_review', { story_id }, { as: agents.implementer })
  await call('report_artifact', { story_id, artifact_type: 'file', path: 'a.ts' }, { as: agents.implementer })
  await call('set_token_budget', { scope_type: 'story', scope_id: story_id, budget_millicents: 1 })
  await spend(ctl, story_id, { cost_millicents: 2 })
  await call('force_unclaim_story', { story_id }, { as: agents.orchestrator })
  await ctl.bring(story_id, 'rejected')
  await ctl.bring(story_id, 'verified')
  await articlesChange(ctl)
  await keepReports(ctl, [
    { story_id: await ctl.story({ epic_id }), cost: 10 },
    { story_id: await ctl.story({ epic_id }), cost: 10 },
  ])
  const token_usage = { input_tokens: 1, output_tokens: 1, model_name: 'm', cost_millicents: 1_000 }
  await call('report_story', { story_id: await ctl.storyAt('implementing', { epic_id }), token_usage }, { as: agents.reviewer })
  await call('test_webhook', { webhook_id })
}

describeHttp(
  'the OpenAPI document',
  (http) => {
    it('has every operation in a group with a description', async () => {
      const { tags, paths } = await documentOf(http())
      const named = (openapi as Required<ModuleOpenApi>).tags.map(({ name, description }) => ({ name, description }))
      const ours = Object.values(paths).flatMap((item) => Object.values(item as Record<string, { operationId: string; tags: string[] }>))
      expect(ours.filter((one) => one.tags.includes('ctl')).map(({ operationId }) => operationId)).toEqual([])
      expect(tags).toEqual(named)
    })

    it.each([
      ['GET', '/api/v1/tenants/me', 'Tenants'],
      ['POST', '/api/v1/api_keys', 'API Keys'],
      ['GET', '/api/v1/agents', 'Agents'],
      ['POST', '/api/v1/projects', 'Projects'],
      ['POST', '/api/v1/projects/{project_id}/epics', 'Epics'],
      ['POST', '/api/v1/projects/{project_id}/stories', 'Stories'],
      ['GET', '/api/v1/stories/ready', 'Stories'],
      ['POST', '/api/v1/stories/{story_id}/request-review', 'Progress'],
      ['GET', '/api/v1/projects/{project_id}/progress', 'Progress'],
      ['GET', '/api/v1/stories/{story_id}/artifacts', 'Artifacts'],
      ['POST', '/api/v1/stories/{story_id}/review-complete', 'Reviews'],
      ['POST', '/api/v1/stories/{story_id}/verify', 'Verification'],
      ['POST', '/api/v1/epics/{epic_id}/verify-all', 'Bulk'],
      ['POST', '/api/v1/stories/bulk/mark-complete', 'Bulk'],
      ['POST', '/api/v1/epic_dependencies', 'Dependencies'],
      ['POST', '/api/v1/projects/{project_id}/import', 'Import and Export'],
      ['GET', '/api/v1/stories/{story_id}/history', 'Audit'],
      ['GET', '/api/v1/changes', 'Changes'],
      ['GET', '/api/v1/webhooks/{webhook_id}/deliveries', 'Webhooks'],
      ['POST', '/api/ops/list_routes', 'Discovery'],
    ])('has %s %s in the group %s', async (method, path, tag) => {
      expect((await documentOf(http())).paths[path][method.toLowerCase()].tags).toEqual([tag])
    })

    it('shows the example of a request beside its schema, each argument where it is said', async () => {
      const contract = (await documentOf(http())).paths['/api/v1/stories/{story_id}/contract'].post
      const { story_id, ...body } = examples.accept_story!.input!
      expect(contract.parameters).toContainEqual(expect.objectContaining({ name: 'story_id', in: 'path', example: story_id }))
      expect(contract.requestBody.content['application/json'].example).toEqual(body)
      expect(contract.responses['200'].content['application/json'].example).toEqual(examples.accept_story!.output)
    })

    it('shows a work breakdown that can be brought in, and what comes of it', async () => {
      const { input, output } = examples.import_project!
      expect(await http().ctl.call('import_project', { ...input, project_id: await http().ctl.project() })).toEqual(output)
    })

    it('has one schema for the meta of every page', async () => {
      const { components } = await documentOf(http())
      expect(Object.keys(components.schemas.PageMeta.properties)).toContain('total_pages')
      for (const name of ['page_stories', 'page_ready_stories', 'list_registered_agents', 'list_audit'])
        expect(components.schemas[`${name}.output`].properties.meta, name).toEqual({ $ref: '#/components/schemas/PageMeta' })
    })

    it('shows a refusal as it really is, and its schema names all of its members', async () => {
      const { send, ctl } = http()
      const { body } = await send(`POST /api/v1/stories/${await ctl.story()}/claim`, { as: 'implementer' })
      expect(body).toEqual(examples.claim_story!.refusal)
      const { paths, components } = await documentOf(http())
      const claim = paths['/api/v1/stories/{story_id}/claim'].post
      expect(claim.responses['409'].content['application/json']).toEqual({ schema: { $ref: '#/components/schemas/Error' }, example: body })
      expect(Object.keys(components.schemas.Error.properties.error.properties)).toEqual(
        expect.arrayContaining(Object.keys(body.error).filter((name) => !/^current_(agent|verified)_status$/.test(name))),
      )
    })

    it('describes every request to a webhook as it is really sent', async () => {
      const { url, received } = await receiver()
      const { id } = await hook(http().ctl, { url, events: [...sentEvents].filter((event) => event !== 'webhook.test') })
      await everythingHappens(http(), id)
      await http().ctl.work()
      const told = () => new Set(received.map(({ body }) => body.event))
      await expect.poll(told, { timeout: 20_000 }).toEqual(new Set(sentEvents))
      const document = await documentOf(http())
      expect(Object.keys(document.webhooks)).toEqual([...sentEvents])
      for (const { body, headers } of received) {
        const { payload, example } = webhooks[body.event as (typeof sentEvents)[number]]
        expect(payload.parse(body), body.event).toEqual(body)
        expect(Object.keys(body).toSorted(), body.event).toEqual(Object.keys(example).toSorted())
        for (const { name } of document.webhooks[body.event].post.parameters) expect(headers).toHaveProperty(name.toLowerCase())
      }
    })
  },
  { environment: reachable },
)
