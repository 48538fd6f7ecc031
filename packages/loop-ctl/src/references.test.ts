import { expect, it } from 'vitest'
import { describeCtl } from './fixtures/ctl.ts'

describeCtl('what people call things', (ctl) => {
  it('a project is meant by its id, its slug or its name (D17)', async () => {
    const id = await ctl().project({ name: 'Our shop', slug: 'our-shop' })
    for (const project_id of [id, 'our-shop', 'Our shop']) expect((await ctl().call('get_project', { project_id })).project.id).toBe(id)
  })

  it('a name that two projects have says too little (D17)', async () => {
    for (const slug of ['twin-a', 'twin-b']) await ctl().project({ name: 'Twins', slug })
    expect((await ctl().refusal('get_project', { project_id: 'Twins' })).code).toBe('ambiguous_reference')
  })

  it('a story is meant by its id, or by its number with or without US- (D17)', async () => {
    const id = await ctl().story({ number: '301.1' })
    for (const story_id of [id, '301.1', 'US-301.1', 'us-301.1']) expect((await ctl().call('get_story', { story_id })).story.id).toBe(id)
    expect((await ctl().refusal('get_story', { story_id: 'US-301.2' })).code).toBe('story_not_found')
  })

  it('a number that several projects have means the one in the project of the call (D17)', async () => {
    const projects = [await ctl().project({ slug: 'one-shop' }), await ctl().project({ slug: 'other-shop' })]
    for (const project of projects) await ctl().story({ epic_id: await ctl().epic(project, { number: 302 }), number: '302.1' })
    const refusal = await ctl().refusal('get_story', { story_id: '302.1' })
    expect(refusal.toJSON().error).toMatchObject({ status: 422, code: 'ambiguous_reference' })
    expect(projects.every((id) => JSON.stringify(refusal.toJSON()).includes(id))).toBe(true)
    const settings = { LOOPCTL_PROJECT: 'other-shop' }
    expect((await ctl().call('get_story', { story_id: '302.1' }, { settings })).story.project_id).toBe(projects[1])
    expect((await ctl().call('get_epic', { epic_id: '302' }, { settings })).epic.project_id).toBe(projects[1])
    expect((await ctl().refusal('get_epic', { epic_id: '302' })).code).toBe('ambiguous_reference')
  })

  it('an epic is meant by its id or its number, and a title means none (D17)', async () => {
    const id = await ctl().epic(await ctl().project(), { number: 303, title: 'Three' })
    for (const epic_id of [id, '303', 'epic-303']) expect((await ctl().call('get_epic', { epic_id })).epic.id).toBe(id)
    expect((await ctl().refusal('get_epic', { epic_id: 'Three' })).code).toBe('epic_not_found')
  })
})
