import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('GET /epics/:epic_id', (http) => {
  it('shows one epic whole, with its stories in the order of their numbers', async () => {
    const { ctl } = http()
    const id = await ctl.epic(await ctl.project(), { title: 'Whole' })
    for (const number of ['1.10', '1.2']) await ctl.story({ epic_id: id, number, title: `T${number}` })
    const { status, body } = await http().send(`GET /api/v1/epics/${id}`, { as: 'implementer' })
    expect(status).toBe(200)
    expect(body.epic).toMatchObject({ id, title: 'Whole', description: null, metadata: {} })
    expect(body.epic.stories).toEqual([
      { id: expect.any(String), number: '1.2', title: 'T1.2', agent_status: 'pending', verified_status: 'unverified' },
      { id: expect.any(String), number: '1.10', title: 'T1.10', agent_status: 'pending', verified_status: 'unverified' },
    ])
  })

  it('does not find malformed ids, nor what belongs to strangers', async () => {
    const id = await http().ctl.epic(await http().ctl.project())
    expect(await http().send('GET /api/v1/epics/not-an-id')).toMatchObject({ status: 404, body: { error: { message: 'Not found' } } })
    expect(await http().send(`GET /api/v1/epics/${id}`, { as: 'strangerAgent' })).toMatchObject({ status: 404 })
  })
})
