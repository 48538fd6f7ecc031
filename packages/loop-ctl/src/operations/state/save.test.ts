import { expect, it } from 'vitest'
import { bodyOf, person } from '../../fixtures/actors.ts'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('save_orchestrator_state', (ctl) => {
  const save = (project_id: string, more: object) =>
    ctl().call('save_orchestrator_state', { project_id, state_key: 'main', state_data: {}, ...more })

  it('78. begins with version 1 and goes on from the version that was read', async () => {
    const project_id = await ctl().project()
    const { state } = await save(project_id, { state_data: { story: 'US-1.1' }, version: 0 })
    expect(state).toEqual({
      id: expect.any(String),
      project_id,
      state_key: 'main',
      state_data: { story: 'US-1.1' },
      version: 1,
      inserted_at: '2026-01-05T12:00:00.000Z',
      updated_at: '2026-01-05T12:00:00.000Z',
    })
    ctl().pass(1_000)
    const next = (await save(project_id, { state_data: {}, version: 1 })).state
    expect(next).toMatchObject({ id: state.id, version: 2, inserted_at: state.inserted_at })
    expect(next.updated_at > state.updated_at).toBe(true)
    expect((await save(project_id, { state_key: 'other' })).state.version).toBe(1)
  })

  it('78. refuses every other version, and says which one is there', async () => {
    const project_id = await ctl().project()
    const refused = async (more: object) =>
      bodyOf(await ctl().refusal('save_orchestrator_state', { project_id, state_key: 'main', state_data: { lost: 1 }, ...more }))
    expect(await refused({ version: 1 })).toMatchObject({ status: 409, code: 'version_conflict', message: 'Conflict', current_version: 0 })
    await save(project_id, {})
    await save(project_id, { version: 1 })
    for (const version of [undefined, 0, 1, 3]) {
      const body = await refused({ version })
      expect(body).toMatchObject({ status: 409, code: 'version_conflict', current_version: 2 })
      expect(body.hints).toEqual([expect.stringContaining('with version 2')])
    }
    const { meta } = await ctl().call('get_orchestrator_state_history', { project_id })
    expect(meta.total_count).toBe(2)
  })

  it('78. of several who save the same version one wins', async () => {
    const project_id = await ctl().project()
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, (_, saver) => save(project_id, { state_data: { saver } })))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(bodyOf(outcome.reason)).toMatchObject({ status: 409, current_version: 1 })
  })

  it('leaves a trace without what was saved, since others read the log', async () => {
    const project_id = await ctl().project()
    const { state } = await save(project_id, { state_data: { note: 'for me alone' } })
    const [event, ...more] = await ctl().eventsOf(state.id)
    expect(more).toEqual([])
    expect(event).toMatchObject({ type: 'orchestrator_state.saved', scope: project_id, after: { version: 1 } })
    expect(JSON.stringify(event)).not.toContain('for me alone')
  })

  it.each([
    [{ state_key: ' ' }, 'state_key'],
    [{ state_data: [1] }, 'state_data'],
    [{ state_data: { much: 'x'.repeat(256 * 1024) } }, 'state_data'],
    [{ version: -1 }, 'version'],
  ])('refuses %j', async (wrong, field) => {
    const project_id = await ctl().project()
    const refused = await ctl().refusal('save_orchestrator_state', { project_id, state_key: 'main', state_data: {}, ...wrong })
    expect([refused.status, Object.keys(refused.details!)]).toEqual([422, [field]])
  })

  it('is for orchestrators alone, in projects that there are', async () => {
    const state = { project_id: await ctl().project(), state_key: 'main', state_data: {} }
    for (const as of [agents.implementer, person]) expect((await ctl().refusal('save_orchestrator_state', state, { as })).status).toBe(403)
    expect((await ctl().refusal('save_orchestrator_state', { ...state, project_id: 'no-such' })).code).toBe('project_not_found')
  })
})
