import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { newSkill } from '../../fixtures/skill.ts'

describeCtl('get_skill', (ctl) => {
  it('shows the prompt of the current version to everybody who works', async () => {
    const { skill } = await newSkill(ctl())
    await ctl().call('create_skill_version', { skill_id: skill.id, prompt_text: 'Read twice.' })
    const answer = await ctl().call('get_skill', { skill_id: skill.id }, { as: agents.implementer })
    expect(answer).toEqual({ skill: { ...skill, current_version: 2 }, current_prompt: 'Read twice.' })
  })

  it('finds it by its name: that of the project of the call, else the one for all, else the only one', async () => {
    const [one, other] = [await ctl().project(), await ctl().project()]
    const make = async (name: string, project_id?: string) => (await newSkill(ctl(), { name, project_id })).skill.id
    const get = async (skill_id: string, project?: string) =>
      (await ctl().call('get_skill', { skill_id }, { settings: project === undefined ? {} : { LOOPCTL_PROJECT: project } })).skill.id
    const [own, only] = [await make('same', one), await make('only', one)]
    expect([await get('same'), await get('only'), await get('only', other)]).toEqual([own, only, only])
    const elsewhere = await make('same', other)
    expect((await ctl().refusal('get_skill', { skill_id: 'same' })).code).toBe('ambiguous_reference')
    expect([await get('same', one), await get('same', other)]).toEqual([own, elsewhere])
    const forAll = await make('same')
    expect([await get('same'), await get('same', one)]).toEqual([forAll, own])
  })

  it('is 404 for what is none', async () => {
    const refusal = await ctl().refusal('get_skill', { skill_id: 'no-such' })
    expect(refusal.toJSON().error).toMatchObject({ status: 404, message: 'Not found', code: 'skill_not_found' })
  })
})
