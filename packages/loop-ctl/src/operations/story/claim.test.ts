import { expect, it } from 'vitest'
import { bodyOf, otherImplementer, person, shortly, superadmin } from '../../fixtures/actors.ts'
import { agents, describeCtl, unlinkedAgent } from '../../fixtures/ctl.ts'
import type { CtlTables } from '../../storage/tables.ts'

describeCtl('claim_story', (ctl) => {
  const claim = (story_id: string, as = agents.implementer) => ctl().call('claim_story', { story_id }, { as })
  const refusal = (story_id: string, as = agents.implementer) => ctl().refusal('claim_story', { story_id }, { as })
  const add = (table: 'ctl_story_dependencies' | 'ctl_epic_dependencies', row: Partial<CtlTables[typeof table]>) =>
    ctl().tables((db) =>
      db
        .insertInto(table)
        .values({ id: `edge of ${JSON.stringify(row)}`, inserted_at: '2026-01-05T12:00:00.000Z', ...row } as never)
        .execute(),
    )

  it('assigns the story to the caller, from now', async () => {
    const id = await ctl().storyAt('contracted')
    const before = await ctl().look(id)
    ctl().pass(1_000)
    const { story } = await claim(id)
    const { assigned_at, updated_at } = story
    expect(assigned_at).toBe(updated_at)
    expect(await ctl().look(id)).toEqual({
      ...before,
      agent_status: 'assigned',
      assigned_agent_id: 'implementer-local',
      assigned_at,
      updated_at,
    })
  })

  it('tells one event with the agent and both statuses', async () => {
    const id = await ctl().storyAt('contracted')
    const { project_id, epic_id } = (await claim(id)).story
    const event = (await ctl().eventsOf(id)).at(-1)!
    expect(event).toMatchObject({
      type: 'story.status_changed',
      scope: project_id,
      before: { agent_status: 'contracted', assigned_agent_id: null },
      after: { agent_status: 'assigned', assigned_agent_id: 'implementer-local' },
    })
    const place = { story_id: id, project_id, epic_id }
    expect(event.details).toEqual({ ...place, old_status: 'contracted', new_status: 'assigned', agent_id: 'implementer-local' })
  })

  it('is open to another agent than the one that contracted', async () => {
    const id = await ctl().storyAt('contracted')
    expect((await claim(id, otherImplementer)).story.assigned_agent_id).toBe('other-implementer')
  })

  it('of a pending story is refused with the advice to contract it first', async () => {
    const body = bodyOf(await refusal(await ctl().story()))
    expect(body).toMatchObject({ status: 409, code: 'must_contract_first', current_state: 'pending', attempted_action: 'claim' })
    expect(body.hints?.[0]).toMatch(/story_title.*ac_count/)
  })

  it.each(['assigned', 'implementing', 'reported_done', 'verified'] as const)('of a story that is %s names its holder', async (step) => {
    const body = bodyOf(await refusal(await ctl().storyAt(step), otherImplementer))
    expect(body).toMatchObject({ status: 409, message: 'Conflict', code: 'invalid_transition' })
    expect(body.hints?.[0]).toMatch(/force-unclaim.*implementer-local/)
  })

  it('is for the role agent exactly', async () => {
    const id = await ctl().storyAt('contracted')
    for (const as of [agents.orchestrator, person, superadmin]) expect(shortly(await refusal(id, as as never))).toBe('403 forbidden')
  })

  it('a key that never registered cannot claim (loophole 7)', async () => {
    const id = await ctl().storyAt('contracted')
    const body = bodyOf(await refusal(id, unlinkedAgent as never))
    expect(body).toMatchObject({ status: 422, code: 'key_without_agent' })
    expect(body.hints?.[0]).toContain('/api/v1/agents/register')
    expect((await ctl().look(id)).agent_status).toBe('contracted')
  })

  it('the database itself refuses work that was claimed by nobody (loophole 7)', async () => {
    const id = await ctl().story()
    const set = (values: object) => ctl().tables((db) => db.updateTable('ctl_stories').set(values).where('id', '=', id).execute())
    await expect(set({ agent_status: 'assigned' })).rejects.toThrow(/check/i)
    await expect(set({ agent_status: 'implementing' })).rejects.toThrow(/check/i)
    await expect(set({ agent_status: 'reported_done', ever_assigned: 1 })).rejects.toThrow(/check/i)
    await expect(set({ agent_status: 'done' })).rejects.toThrow(/check/i)
    await set({ agent_status: 'reported_done', ever_assigned: 0 })
  })

  it('waits for the stories that it depends on, each named, until they are verified', async () => {
    const before = await ctl().storyAt('reviewed', { title: 'The ground' })
    const id = await ctl().storyAt('contracted')
    const { project_id } = await ctl().look(id)
    const { number } = await ctl().look(before)
    await add('ctl_story_dependencies', { project_id, story_id: id, depends_on_story_id: before })
    const body = bodyOf(await refusal(id))
    expect(body).toMatchObject({ status: 409, code: 'dependencies_unmet', current_state: 'contracted', attempted_action: 'claim' })
    expect(body.hints?.[0]).toContain(`${number} (The ground; reported_done, unverified)`)
    await ctl().call('verify_story', { story_id: before, summary: 's', review_type: 'r' }, { as: agents.orchestrator })
    expect((await claim(id)).story.agent_status).toBe('assigned')
  })

  it('waits for all stories of the epics that its epic depends on', async () => {
    const before = await ctl().storyAt('reviewed')
    const id = await ctl().storyAt('contracted')
    const { project_id, epic_id } = await ctl().look(id)
    const { number, epic_id: depends_on_epic_id } = await ctl().look(before)
    await add('ctl_epic_dependencies', { project_id, epic_id, depends_on_epic_id })
    const body = bodyOf(await refusal(id))
    expect(body.code).toBe('dependencies_unmet')
    expect(body.hints?.[0]).toContain(number)
    await ctl().call('verify_story', { story_id: before, summary: 's', review_type: 'r' }, { as: agents.orchestrator })
    expect((await claim(id)).story.agent_status).toBe('assigned')
  })
})
