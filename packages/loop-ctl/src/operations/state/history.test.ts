import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('get_orchestrator_state_history', (ctl) => {
  it('78. has every version with who saved it, newest first', async () => {
    const project_id = await ctl().project()
    const save = (version: number, more = {}) =>
      ctl().call('save_orchestrator_state', { project_id, state_key: 'main', state_data: { step: version }, version, ...more })
    for (const version of [0, 1, 2]) await save(version)
    await save(0, { state_key: 'other' })
    const { data, meta } = await ctl().call('get_orchestrator_state_history', { project_id, page_size: 2 })
    const saved = { saved_by: 'orchestrator:orchestrator-local', saved_at: '2026-01-05T12:00:00.000Z' }
    expect(data).toEqual([
      { version: 3, state_data: { step: 2 }, ...saved },
      { version: 2, state_data: { step: 1 }, ...saved },
    ])
    expect(meta).toEqual({ page: 1, page_size: 2, total_count: 3, total_pages: 2 })
    const other = await ctl().call('get_orchestrator_state_history', { project_id, state_key: 'other' })
    expect(other.meta).toMatchObject({ total_count: 1, page_size: 25 })
  })

  it('is empty where nothing was saved, and 404 in a project that there is not', async () => {
    const project_id = await ctl().project()
    expect((await ctl().call('get_orchestrator_state_history', { project_id })).data).toEqual([])
    expect((await ctl().refusal('get_orchestrator_state_history', { project_id: 'no-such' })).code).toBe('project_not_found')
    const refused = await ctl().refusal('get_orchestrator_state_history', { project_id }, { as: agents.implementer })
    expect(refused.status).toBe(403)
  })
})
