import { expect, it } from 'vitest'
import { bodyOf } from '../../fixtures/actors.ts'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('import_skills', (ctl) => {
  const bring = (skills: object[]) => ctl().call('import_skills', { skills })
  const counts = ({ total, created, updated, unchanged }: Record<string, number>) => [total, created, updated, unchanged]

  it('77. makes what is new; brought in again it changes nothing', async () => {
    const skills = [
      { name: 'plan', prompt_text: 'Plan.\n', description: 'How to plan' },
      { name: 'review', prompt_text: 'Review.' },
    ]
    expect(await bring(skills)).toEqual({
      ...{ total: 2, created: 2, updated: 0, unchanged: 0 },
      ...{ skills_total: 2, skills_created: 2, skills_updated: 0, skills_unchanged: 0 },
    })
    const [before, events] = [await ctl().call('list_skills'), (await ctl().events()).length]
    ctl().pass(1_000)
    expect(counts(await bring(skills.map((skill) => ({ ...skill, prompt_text: ` ${skill.prompt_text} \n` }))))).toEqual([2, 0, 0, 2])
    expect(await ctl().call('list_skills')).toEqual(before)
    expect((await ctl().events()).length).toBe(events)
  })

  it('77. another prompt becomes a new version, and those before stay as they were', async () => {
    await bring([{ name: 'versioned', prompt_text: 'One.' }])
    const { version: first } = await ctl().call('get_skill_version', { skill_id: 'versioned', skill_version: '1' })
    const changed = [{ name: 'versioned', prompt_text: 'Two.', description: 'Said now' }]
    expect(counts(await bring(changed))).toEqual([1, 0, 1, 0])
    expect(await ctl().call('get_skill', { skill_id: 'versioned' })).toMatchObject({
      skill: { current_version: 2, description: 'Said now' },
      current_prompt: 'Two.',
    })
    const { data } = await ctl().call('list_skill_versions', { skill_id: 'versioned' })
    expect(data[0]).toMatchObject({ version: 2, changelog: 'Imported update' })
    expect((await ctl().call('get_skill_version', { skill_id: 'versioned', skill_version: '1' })).version).toEqual(first)
  })

  it('of one wrong skill nothing comes in', async () => {
    const good = { name: 'never-in', prompt_text: 'x' }
    const twice = bodyOf(await ctl().refusal('import_skills', { skills: [good, { name: 'a', prompt_text: 'x' }, good] }))
    expect(twice).toMatchObject({ status: 422, code: 'duplicate_names', details: { 'skills[2].name': ['is there twice'] } })
    for (const wrong of [{ name: 'b', prompt_text: ' ' }, { prompt_text: 'x' }, { name: 'b', prompt_text: 'x', project_id: 'no-such' }])
      expect((await ctl().refusal('import_skills', { skills: [good, wrong] })).status).toBeGreaterThanOrEqual(404)
    expect((await ctl().refusal('get_skill', { skill_id: 'never-in' })).status).toBe(404)
  })

  it('tells one name from the same in a project', async () => {
    const project_id = await ctl().project({ slug: 'bringing' })
    const both = [
      { name: 'both', prompt_text: 'For all.' },
      { name: 'both', prompt_text: 'For one.', project_id: 'bringing' },
    ]
    expect(counts(await bring(both))).toEqual([2, 2, 0, 0])
    expect(counts(await bring(both))).toEqual([2, 0, 0, 2])
    const { data } = await ctl().call('list_skills', { project_id })
    expect(data).toMatchObject([{ name: 'both', current_version: 1 }])
  })

  it('of several at once one makes each skill', async () => {
    const skills = ['x', 'y', 'z'].map((name) => ({ name: `raced-${name}`, prompt_text: 'Once.' }))
    const answers = await Promise.all([bring(skills), bring(skills.toReversed()), bring(skills)])
    expect(answers.map(({ created }) => created).sort()).toEqual([0, 0, 3])
    expect((await ctl().call('get_skill', { skill_id: 'raced-x' })).skill.current_version).toBe(1)
  })

  it('is told once as a whole, and is for people alone', async () => {
    await bring([{ name: 'told-of', prompt_text: 'x' }])
    const told = (await ctl().events()).filter(({ type }) => type === 'skill_import.bulk_imported')
    expect(told.at(-1)!.after).toEqual({ total: 1, created: 1, updated: 0, unchanged: 0 })
    expect((await ctl().refusal('import_skills', { skills: [] }, { as: agents.orchestrator })).status).toBe(403)
  })
})
