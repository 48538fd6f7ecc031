import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { operations } from '../index.ts'

const routes = operations.find(({ name }) => name === 'export_knowledge')!.rest!

describeCtl('knowledge_export', (ctl) => {
  it('76. gives the command that downloads the archive, without any key in it', async () => {
    expect(await ctl().call('knowledge_export', {}, { as: agents.orchestrator })).toEqual({
      message: expect.stringContaining('run this command'),
      command: `curl -fsSOJ -H "Authorization: Bearer $LOOPCTL_ORCH_KEY" "\${LOOPCTL_SERVER:-http://127.0.0.1:4000}/api/v1/knowledge/export"`,
      endpoint: 'GET /api/v1/knowledge/export',
    })
  })

  it('names the project by its id, and a route that there is', async () => {
    const id = await ctl().project({ slug: 'commanded' })
    const { command, endpoint } = await ctl().call('knowledge_export', { project_id: 'commanded' })
    expect(endpoint).toBe(`GET /api/v1/projects/${id}/knowledge/export`)
    expect(command).toContain(`/api/v1/projects/${id}/knowledge/export`)
    expect(routes).toEqual(['GET /api/v1/knowledge/export', endpoint.replace(id, ':project_id')])
    expect(await ctl().refusal('knowledge_export', { project_id: 'nobodys' })).toMatchObject({ code: 'project_not_found' })
  })
})
