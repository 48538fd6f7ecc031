import { sql } from 'kysely'
import type { Operation } from 'loop-core'
import { describe, expect, it } from 'vitest'
import { person } from '../fixtures/actors.ts'
import type { Step, TestCtl } from '../fixtures/ctl.ts'
import { describeHttp, type KeyName } from '../fixtures/http.ts'
import { loopCtl } from '../index.ts'

/** What is to be there before an operation can change something, and then its arguments. */
type Recipe = (ctl: TestCtl) => Promise<Record<string, unknown>>

const words = { summary: 'all there', review_type: 'enhanced' }
const ofStory =
  (step: Step, more: object = {}): Recipe =>
  async (ctl) => ({ story_id: await ctl.storyAt(step), ...more })
const ofStories =
  (step: Step, more: object = {}): Recipe =>
  async (ctl) => ({ stories: [{ story_id: await ctl.storyAt(step), ...more }] })

async function twoStories(ctl: TestCtl) {
  const epic_id = await ctl.epic(await ctl.project())
  return { story_id: await ctl.story({ epic_id }), depends_on_story_id: await ctl.story({ epic_id }) }
}

async function twoEpics(ctl: TestCtl) {
  const project = await ctl.project()
  return { epic_id: await ctl.epic(project), depends_on_epic_id: await ctl.epic(project) }
}

async function newKey({ call }: TestCtl): Promise<string> {
  return (await call('create_api_key', { name: 'Audited', role: 'agent' }, { as: person })).api_key.id
}

async function newWebhook({ call, project }: TestCtl): Promise<string> {
  const given = { url: 'https://example.com/', events: ['story.verified'], project_id: await project() }
  return (await call('create_webhook', given)).webhook.id
}

async function newUiTestRun({ call, project }: TestCtl): Promise<string> {
  return (await call('start_ui_test_run', { project_id: await project() })).data.id
}

const breakdown = { epics: [{ number: 1, title: 'Imported', stories: [{ number: '1.1', title: 'Imported' }] }] }

const recipes: Readonly<Record<string, Recipe>> = {
  create_project: async () => ({ name: 'Audited', slug: 'audited' }),
  create_epic: async (ctl) => ({ project_id: await ctl.project(), number: 1, title: 'Audited' }),
  create_story: async (ctl) => ({ epic_id: await ctl.epic(await ctl.project()), number: '1.1', title: 'Audited' }),
  create_story_in_project: async (ctl) => {
    const project_id = await ctl.project()
    await ctl.epic(project_id, { number: 7 })
    return { project_id, epic_number: 7, number: '7.1', title: 'Audited' }
  },
  update_project: async (ctl) => ({ project_id: await ctl.project(), name: 'Renamed' }),
  update_epic: async (ctl) => ({ epic_id: await ctl.epic(await ctl.project()), title: 'Renamed' }),
  update_story: ofStory('pending', { title: 'Renamed' }),
  delete_project: async (ctl) => ({ project_id: await ctl.project() }),
  delete_epic: async (ctl) => ({ epic_id: await ctl.epic(await ctl.project()) }),
  delete_story: ofStory('pending'),
  import_project: async (ctl) => ({ project_id: await ctl.project(), ...breakdown }),
  import_stories: async (ctl) => ({ project_id: await ctl.project(), payload: breakdown }),
  create_story_dependency: twoStories,
  create_epic_dependency: twoEpics,
  delete_story_dependency: async (ctl) => {
    const { story_dependency } = await ctl.call('create_story_dependency', await twoStories(ctl))
    return { dependency_id: story_dependency.id }
  },
  delete_epic_dependency: async (ctl) => {
    const { epic_dependency } = await ctl.call('create_epic_dependency', await twoEpics(ctl))
    return { dependency_id: epic_dependency.id }
  },
  accept_story: async (ctl) => ({ story_id: await ctl.story({ title: 'Audited' }), story_title: 'Audited', ac_count: 0 }),
  contract_story: async (ctl) => ({ story_id: await ctl.story({ title: 'Audited' }), story_title: 'Audited', ac_count: 0 }),
  claim_story: ofStory('contracted'),
  start_story: ofStory('assigned'),
  request_review: ofStory('implementing'),
  report_story: ofStory('implementing'),
  unclaim_story: ofStory('assigned'),
  force_unclaim_story: ofStory('assigned'),
  review_complete: ofStory('reported_done', { review_type: 'x' }),
  verify_story: ofStory('reviewed', words),
  reject_story: ofStory('reported_done', { reason: 'broken' }),
  backfill_story: ofStory('pending', { reason: 'was there' }),
  report_artifact: ofStory('pending', { artifact_type: 'file', path: 'a.ts' }),
  bulk_claim: async (ctl) => ({ story_ids: [await ctl.storyAt('contracted')] }),
  bulk_verify: ofStories('reviewed', words),
  bulk_reject: ofStories('reported_done', { reason: 'broken' }),
  bulk_mark_complete: ofStories('pending'),
  verify_all_in_epic: async (ctl) => {
    const epic_id = await ctl.epic(await ctl.project())
    await ctl.storyAt('reviewed', { epic_id })
    return { epic_id, ...words }
  },
  create_webhook: async (ctl) => ({ url: 'https://example.com/', events: ['story.verified'], project_id: await ctl.project() }),
  update_webhook: async (ctl) => ({ webhook_id: await newWebhook(ctl), active: false }),
  delete_webhook: async (ctl) => ({ webhook_id: await newWebhook(ctl) }),
  test_webhook: async (ctl) => ({ webhook_id: await newWebhook(ctl) }),
  start_ui_test_run: async (ctl) => ({ project_id: await ctl.project() }),
  add_ui_test_finding: async (ctl) => ({ ui_test_run_id: await newUiTestRun(ctl), severity: 'bug', title: 'Audited' }),
  complete_ui_test_run: async (ctl) => ({ ui_test_run_id: await newUiTestRun(ctl) }),
  knowledge_ingest: async (ctl) => ({ source_type: 'session_log', content: 'Audited', project_id: await ctl.project() }),
  knowledge_ingest_batch: async (ctl) => ({
    project_id: await ctl.project(),
    items: [{ source_type: 'session_log', content: 'Audited too' }],
  }),
  create_api_key: async () => ({ name: 'Audited', role: 'agent' }),
  rotate_api_key: async (ctl) => ({ api_key_id: await newKey(ctl) }),
  revoke_api_key: async (ctl) => ({ api_key_id: await newKey(ctl) }),
  register_agent: async () => ({ name: 'Audited', agent_type: 'implementer' }),
  update_tenant: async () => ({ name: 'Audited' }),
}

/** What these change belongs to no project. */
const beyondProjects = ['create_api_key', 'rotate_api_key', 'revoke_api_key', 'register_agent', 'update_tenant']

const changing = loopCtl.operations.filter(({ kind }) => kind === 'write' || kind === 'destroy')
const overHttp = changing.filter(({ rest }) => rest !== undefined)

describeHttp('every mutation leaves a row in the audit trail', (http) => {
  /** Does it over HTTP, at its own address. */
  async function perform({ rest, roles, actsAs, name }: Operation, input: Record<string, unknown>) {
    const fresh = name === 'register_agent' ? await http().send('POST /api/v1/api_keys', { body: { name, role: 'agent' } }) : undefined
    const path = rest![0]!.replaceAll(/:(\w+)/g, (_, parameter: string) => String(input[parameter]))
    const headers = fresh && { authorization: `Bearer ${fresh.body.api_key.raw_key}` }
    const as = (roles.includes('user') ? 'user' : actsAs?.replace('-local', '')) as KeyName
    return { before: await newest(), answer: await http().send(path as 'POST /', { as, body: input, headers }) }
  }
  const newest = async (filter = '') => (await http().send(`GET /api/v1/audit?page_size=1${filter}`)).body

  it.each(overHttp.map((operation) => [operation.rest![0]!, operation] as const))('57. %s', async (_, operation) => {
    const input = await recipes[operation.name]!(http().ctl)
    const { before, answer } = await perform(operation, input)
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
    const { data, meta } = await newest()
    expect(meta.total_count).toBeGreaterThan(before.meta.total_count)
    expect(data[0]).toMatchObject({
      project_id: beyondProjects.includes(operation.name) ? null : expect.any(String),
      entity_id: expect.any(String),
      actor_label: expect.stringContaining(':'),
    })
    const { entity_type, action } = data[0]
    expect((await newest(`&entity_type=${entity_type}&action=${action}`)).data).toEqual(data)
  })

  it('57. what has no address of its own leaves one, too', async () => {
    for (const { name } of changing.filter(({ rest }) => rest === undefined)) {
      const input = await recipes[name]!(http().ctl)
      const before = (await newest()).meta.total_count
      await http().ctl.call(name, input)
      expect((await newest()).meta.total_count, name).toBeGreaterThan(before)
    }
  })

  it.each(['update core_events set entity = null', 'delete from core_events'])(
    '57. a row cannot be changed or taken away: %s',
    async (statement) => {
      await http().ctl.story()
      const before = await newest()
      await expect(http().ctl.tables((db) => sql.raw(statement).execute(db))).rejects.toThrow('rows can only be added here')
      expect(await newest()).toEqual(before)
    },
  )

  it('says the hand-over, with the moment that the story keeps (D25)', async () => {
    const id = await http().ctl.storyAt('implementing')
    await http().send(`POST /api/v1/stories/${id}/request-review`, { as: 'implementer' })
    const { data } = (await http().send(`GET /api/v1/audit?entity_id=${id}&action=review_requested`)).body
    expect(data).toMatchObject([{ entity_type: 'story', new_state: { review_requested_at: expect.any(String) } }])
  })
})

describe('the recipes above', () => {
  it('are those of all operations that change something', () => {
    expect(Object.keys(recipes).sort()).toEqual(changing.map(({ name }) => name).sort())
  })
})
