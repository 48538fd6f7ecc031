import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

interface Row {
  action: string
  entity_id: string
}
const keyed = { ...agents.implementer, keyName: 'laptop' }
const root = { tenant: 'local', role: 'agent', agent: agents.implementer.agent, impersonator: { key: 'k9', name: 'root' } } as const

describeCtl('list_audit', (ctl) => {
  const audit = async (input: object = {}): Promise<Row[]> => (await ctl().call('list_audit', input)).data
  const actions = async (input: object) => (await audit(input)).map(({ action }) => action)

  it('says who changed what and when, newest first', async () => {
    const story_id = await ctl().storyAt('contracted')
    await ctl().call('claim_story', { story_id }, { as: keyed })
    const { data, meta, pagination } = await ctl().call('list_audit', { entity_id: story_id })
    expect(meta).toEqual({ page: 1, page_size: 20, total_count: 3, total_pages: 1 })
    expect(pagination).toEqual({ total: 3, page: 1, page_size: 20 })
    const { story } = await ctl().call('get_story', { story_id })
    const { project_id, epic_id } = story
    expect(data[0]).toEqual({
      id: expect.any(String),
      project_id,
      entity_type: 'story',
      entity_id: story_id,
      action: 'status_changed',
      actor_type: 'api_key',
      actor_id: 'implementer-local',
      actor_label: 'agent:laptop',
      old_state: { agent_status: 'contracted', assigned_agent_id: null },
      new_state: { agent_status: 'assigned', assigned_agent_id: 'implementer-local' },
      metadata: expect.objectContaining({ story_id, project_id, epic_id, old_status: 'contracted', new_status: 'assigned' }),
      inserted_at: story.assigned_at,
    })
    expect(data.map(({ action }: Row) => action)).toEqual(['status_changed', 'status_changed', 'created'])
  })

  it('is found by what, who, where and when', async () => {
    const story_id = await ctl().storyAt('assigned')
    const { project_id, assigned_at } = (await ctl().call('get_story', { story_id })).story
    await ctl().call('report_artifact', { story_id, artifact_type: 'file', path: 'a' }, { as: keyed })
    ctl().pass(60_000)
    await ctl().call('reject_story', { story_id: await ctl().storyAt('verified'), reason: 'r' }, { as: agents.orchestrator })
    expect(await actions({ project_id, entity_type: 'story' })).toEqual(['status_changed', 'status_changed', 'created'])
    expect(await actions({ project_id, entity_type: 'artifact_report' })).toEqual(['created'])
    expect(await actions({ project_id, action: 'created' })).toEqual(['created', 'created', 'created', 'created'])
    expect(await actions({ project_id, actor_id: 'implementer-local' })).toHaveLength(3)
    expect(await actions({ project_id, from: assigned_at, to: assigned_at })).toEqual(['created', 'status_changed'])
    expect(await actions({ project_id, since: assigned_at, action: 'status_changed' })).toEqual(['status_changed'])
    expect(await actions({ actor_type: 'system' })).toEqual(['auto_reset'])
    expect(await audit({ entity_type: 'stor' })).toEqual([])
    expect(await audit({ project_id: 'not-an-id' })).toEqual([])
  })

  it('ignores times and sorts of doers that are none', async () => {
    const story_id = await ctl().story()
    expect(await actions({ entity_id: story_id, from: 'yesterday', to: 'x', actor_type: 'nobody' })).toEqual(['created'])
  })

  it('names the superadmin who acted in the place of others, and the system where it acted by itself', async () => {
    const story_id = await ctl().storyAt('contracted')
    await ctl().call('claim_story', { story_id }, { as: root })
    const [claimed] = await audit({ entity_id: story_id })
    expect(claimed).toMatchObject({
      actor_type: 'superadmin',
      actor_label: 'superadmin:impersonating:local',
      metadata: { impersonated_by: 'k9', effective_role: 'agent', impersonated_at: expect.any(String) },
    })
    const rejected = await ctl().storyAt('rejected')
    const [reset, rejection] = await audit({ entity_id: rejected })
    expect(reset).toMatchObject({ action: 'auto_reset', actor_type: 'system', actor_label: 'system:auto_reset', actor_id: null })
    expect(rejection).toMatchObject({ action: 'rejected', actor_label: expect.stringMatching(/^orchestrator:/) })
  })

  it('is for people alone', async () => {
    for (const as of [agents.implementer, agents.orchestrator])
      expect(await ctl().refusal('list_audit', {}, { as })).toMatchObject({ status: 403 })
  })
})
