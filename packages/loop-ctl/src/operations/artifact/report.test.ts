import { expect, it } from 'vitest'
import { agents, describeCtl, unlinkedAgent } from '../../fixtures/ctl.ts'

describeCtl('report_artifact', (ctl) => {
  it('keeps what was made for a story, and tells those who listen', async () => {
    const story_id = await ctl().story()
    const given = { artifact_type: 'commit', path: 'abc123', details: { lines: 4 } }
    const { artifact_report } = await ctl().call('report_artifact', { story_id, ...given }, { as: agents.reviewer })
    expect(artifact_report).toMatchObject({
      ...given,
      story_id,
      exists: true,
      reported_by: 'orchestrator',
      reporter_agent_id: 'reviewer-local',
    })
    const [event] = await ctl().eventsOf(artifact_report.id)
    expect(event).toMatchObject({ type: 'artifact_report.created', details: { story_id, reported_by: 'orchestrator' } })
    expect(event!.scope).toBe(event!.details!.project_id)
  })

  it('says whose role reported it, and keeps that something is not there', async () => {
    const story_id = await ctl().story()
    const given = { artifact_type: 'file', path: 'a.ts', exists: false }
    const { artifact_report } = await ctl().call('report_artifact', { story_id, ...given }, { as: agents.implementer })
    expect(artifact_report).toMatchObject({ exists: false, reported_by: 'agent', details: {} })
  })

  it.each([
    ['no type', { path: 'a' }],
    ['a blank type', { artifact_type: ' ', path: 'a' }],
    ['no path', { artifact_type: 'file' }],
  ])('refuses %s', async (_, given) => {
    const refused = await ctl().refusal('report_artifact', { story_id: await ctl().story(), ...given }, { as: agents.implementer })
    expect(refused).toMatchObject({ status: 422, message: 'Validation failed' })
  })

  it('refuses a key that stands for no agent, a person, and an unknown story', async () => {
    const artifact = { story_id: await ctl().story(), artifact_type: 'file', path: 'a.ts' }
    expect(await ctl().refusal('report_artifact', artifact, { as: unlinkedAgent })).toMatchObject({
      status: 422,
      code: 'key_without_agent',
    })
    const person = { tenant: 'local', role: 'user', key: 'k' } as const
    expect(await ctl().refusal('report_artifact', artifact, { as: person })).toMatchObject({ status: 403 })
    const unknown = { ...artifact, story_id: 'no such' }
    expect(await ctl().refusal('report_artifact', unknown, { as: agents.implementer })).toMatchObject({ status: 404 })
  })
})
