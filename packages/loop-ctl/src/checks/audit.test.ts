import { sql } from 'kysely'
import type { Actor } from 'loop-core'
import { describe, expect, it } from 'vitest'
import { agents, describeCtl, type Step, type TestCtl } from '../fixtures/ctl.ts'
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
  return (await call('create_api_key', { name: 'Audited', role: 'agent' })).api_key.id
}

async function newWebhook({ call, project }: TestCtl): Promise<string> {
  const given = { url: 'https://example.com/', events: ['story.verified'], project_id: await project() }
  return (await call('create_webhook', given)).webhook.id
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
  create_api_key: async () => ({ name: 'Audited', role: 'agent' }),
  rotate_api_key: async (ctl) => ({ api_key_id: await newKey(ctl) }),
  revoke_api_key: async (ctl) => ({ api_key_id: await newKey(ctl) }),
  register_agent: async () => ({ name: 'Audited', agent_type: 'implementer' }),
  update_tenant: async () => ({ name: 'Audited' }),
}

/** Who calls, where it cannot be the owner. */
const callers: Readonly<Record<string, (ctl: TestCtl) => Promise<Actor>>> = {
  register_agent: async (ctl) => ({ tenant: 'local', role: 'agent', key: await newKey(ctl) }),
}

/** What these change belongs to no project. */
const beyondProjects = ['create_api_key', 'rotate_api_key', 'revoke_api_key', 'register_agent', 'update_tenant']

describeCtl('every mutation leaves a row in the audit trail', (ctl) => {
  it.each(Object.keys(recipes))('%s', async (name) => {
    const input = await recipes[name]!(ctl())
    const as = await callers[name]?.(ctl())
    const newest = () => ctl().call('list_audit', { page_size: 1 })
    const before = (await newest()).meta.total_count
    await ctl().call(name, input, { as })
    const { data, meta } = await newest()
    expect(meta.total_count).toBeGreaterThan(before)
    expect(data[0]).toMatchObject({
      project_id: beyondProjects.includes(name) ? null : expect.any(String),
      entity_id: expect.any(String),
      actor_label: expect.stringContaining(':'),
    })
  })
})

describe('the recipes above', () => {
  it('are those of all operations that change something', () => {
    const changing = loopCtl.operations.filter(({ kind }) => kind === 'write' || kind === 'destroy')
    expect(Object.keys(recipes).sort()).toEqual(changing.map(({ name }) => name).sort())
  })
})

describeCtl('a row of the audit trail', (ctl) => {
  it.each(['update core_events set entity = null', 'delete from core_events'])('cannot be changed or taken away: %s', async (statement) => {
    await ctl().story()
    await expect(ctl().tables((db) => sql.raw(statement).execute(db))).rejects.toThrow('rows can only be added here')
  })

  it('says the hand-over, with the moment that the story keeps (D25)', async () => {
    const story_id = await ctl().storyAt('implementing')
    await ctl().call('request_review', { story_id }, { as: agents.implementer })
    const { data } = await ctl().call('list_audit', { entity_id: story_id, action: 'review_requested' })
    expect(data).toMatchObject([{ entity_type: 'story', new_state: { review_requested_at: expect.any(String) } }])
  })
})
