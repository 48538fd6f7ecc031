import { expect, it } from 'vitest'
import { describeCtl } from '../../fixtures/ctl.ts'

describeCtl('list_ready_stories', (ctl) => {
  it('has at most 20 short rows, and says how many there are', async () => {
    const project_id = await ctl().project()
    const epic_id = await ctl().epic(project_id)
    for (let count = 1; count <= 22; count++) await ctl().story({ epic_id, number: `1.${count}`, title: `Story ${count}` })
    const list = (more = {}) => ctl().call('list_ready_stories', { project_id, ...more })
    const { data, meta } = await list({ limit: 100 })
    expect(data).toHaveLength(20)
    expect(meta).toEqual({ total_count: 22, limit: 20, offset: 0 })
    expect(data[0]).toEqual({ id: expect.any(String), number: '1.1', title: 'Story 1', epic_id, verified_status: 'unverified' })
    expect((await list({ limit: 2 })).data).toHaveLength(2)
  })

  it('takes the slug of a project, and refuses one that is not there', async () => {
    await ctl().project({ slug: 'my-app' })
    expect((await ctl().call('list_ready_stories', { project_id: 'my-app' })).data).toEqual([])
    expect(await ctl().refusal('list_ready_stories', { project_id: 'nobody' })).toMatchObject({ status: 404 })
  })
})
