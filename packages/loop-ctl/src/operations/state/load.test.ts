import { expect, it } from 'vitest'
import { bodyOf, person } from '../../fixtures/actors.ts'
import { answerOf, typed } from '../../fixtures/command-line.ts'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { temporaryFolder } from '../../fixtures/folder.ts'

describeCtl('get_orchestrator_state', (ctl) => {
  const save = (project_id: string, state_key: string, state_data: object) =>
    ctl().call('save_orchestrator_state', { project_id, state_key, state_data })

  it('reads what was saved under the key, and under main unless said', async () => {
    const project_id = await ctl().project({ slug: 'stated' })
    const saved = await save(project_id, 'main', { at: 1 })
    await save(project_id, 'other', { at: 2 })
    expect(await ctl().call('get_orchestrator_state', { project_id: 'stated' })).toEqual(saved)
    expect((await ctl().call('get_orchestrator_state', { project_id, state_key: 'other' })).state.state_data).toEqual({ at: 2 })
  })

  it('is 404 where nothing was saved, and for orchestrators alone', async () => {
    const project_id = await ctl().project()
    const unknown = bodyOf(await ctl().refusal('get_orchestrator_state', { project_id }))
    expect(unknown).toMatchObject({ status: 404, message: 'Not found', code: 'orchestrator_state_not_found' })
    for (const as of [agents.implementer, person])
      expect((await ctl().refusal('get_orchestrator_state', { project_id }, { as })).status).toBe(403)
  })

  it('is saved and loaded on the command line, where a save reads the version first', async () => {
    const project = ['--project', await ctl().project()]
    const file = temporaryFolder({ 'state.json': '{"story":"US-2.1"}' })
    expect((await answerOf(ctl(), ['state', 'save', '--data', '{"story":"US-1.1"}', ...project])).state.version).toBe(1)
    const { state } = await answerOf(ctl(), ['state', 'save', '--data', `@${file}/state.json`, ...project])
    expect(state).toMatchObject({ state_key: 'main', version: 2 })
    expect(await answerOf(ctl(), ['state', 'load', ...project])).toEqual({ state })
    const later = ['state', 'save', '--data', '{}', '--key', 'notes', '--version', '0', ...project]
    expect((await answerOf(ctl(), later)).state).toMatchObject({ state_key: 'notes', version: 1 })
    expect((await typed(ctl(), later)).stderr).toContain('version_conflict')
    expect((await answerOf(ctl(), ['state', 'load', '--key', 'notes', ...project])).state.version).toBe(1)
    expect((await typed(ctl(), ['state', 'save', ...project])).exitCode).toBe(2)
    expect((await typed(ctl(), ['state', 'save', '--data', '{}', '--project', 'no-such'])).exitCode).toBe(1)
  })
})
