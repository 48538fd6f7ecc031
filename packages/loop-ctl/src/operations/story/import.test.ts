import { expect, it } from 'vitest'
import { describeCtl } from '../../fixtures/ctl.ts'

describeCtl('import_stories', (ctl) => {
  it('takes the payload as one argument, and merges where it is told to', async () => {
    const project_id = await ctl().project()
    const payload = { epics: [{ number: 1, title: 'One', stories: [{ number: '1.1', title: 'First' }] }] }
    const answer = await ctl().call('import_stories', { project_id, payload })
    expect(answer).toEqual({ import: { epics_created: 1, stories_created: 1, dependencies_created: 0 } })
    expect(await ctl().refusal('import_stories', { project_id, payload })).toMatchObject({ status: 409 })
    expect((await ctl().call('import_stories', { project_id, payload, merge: true })).import).toMatchObject({ stories_updated: 1 })
  })
  it('reads a file where the server is local, and asks for the payload where there is none', async () => {
    const project_id = await ctl().project()
    expect(await ctl().refusal('import_stories', { project_id })).toMatchObject({ status: 422, details: { payload: ["can't be blank"] } })
    const elsewhere = await ctl().refusal('import_stories', { project_id, payload_path: 'plan.json' })
    expect(elsewhere).toMatchObject({ status: 422, code: 'file_elsewhere' })
  })
})
