import { expect, it } from 'vitest'
import { describeHttp, type KeyName } from '../../fixtures/http.ts'

describeHttp('PATCH /epics/:epic_id', (http) => {
  it('changes what was sent, never the number', async () => {
    const { ctl } = http()
    const id = await ctl.epic(await ctl.project(), { number: 7, title: 'Old', phase: 'early', description: 'kept' })
    const body = { title: 'New', phase: null, position: 4, number: 8 }
    const answer = await http().send(`PATCH /api/v1/epics/${id}`, { as: 'orchestrator', body })
    expect(answer.status).toBe(200)
    expect(answer.body.epic).toMatchObject({ number: 7, title: 'New', phase: null, position: 4, description: 'kept' })
    expect((await ctl.eventsOf(id)).at(-1)).toMatchObject({
      type: 'epic.updated',
      before: { title: 'Old', phase: 'early', position: 0 },
      after: { title: 'New', phase: null, position: 4 },
    })
  })

  it('refuses agents and strangers', async () => {
    const id = await http().ctl.epic(await http().ctl.project())
    const statusOf = async (as: KeyName) => (await http().send(`PATCH /api/v1/epics/${id}`, { as, body: { title: 'Mine' } })).status
    expect([await statusOf('implementer'), await statusOf('strangerUser')]).toEqual([403, 404])
  })
})
