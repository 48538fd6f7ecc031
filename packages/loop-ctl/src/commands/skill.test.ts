import { join } from 'node:path'
import { expect, it } from 'vitest'
import { answerOf, typed } from '../fixtures/command-line.ts'
import { describeCtl } from '../fixtures/ctl.ts'
import { temporaryFolder } from '../fixtures/folder.ts'
import { skills } from '../skills/index.ts'

const planning = '---\nname: planning\ndescription: "How: to plan"\nmodel: any\n---\n\nPlan first.\n'

describeCtl('the commands of skills', (ctl) => {
  const said = (...words: string[]) => answerOf(ctl(), ['skill', ...words])

  it('make one from a file, change it by its name, and show what it was', async () => {
    const folder = temporaryFolder({ 'SKILL.md': planning, 'later.md': '---\ndescription: Better\n---\nPlan twice.' })
    const { skill, version } = await said('create', '--file', join(folder, 'SKILL.md'))
    expect(skill).toMatchObject({ name: 'planning', description: 'How: to plan', current_version: 1, project_id: null })
    expect(version.prompt_text).toBe('Plan first.')
    const updated = await said('update', 'planning', '--file', join(folder, 'later.md'), '--changelog', 'Twice')
    expect(updated).toMatchObject({ skill: { current_version: 2, description: 'Better' }, version: { changelog: 'Twice' } })
    expect((await said('get', 'planning')).current_prompt).toBe('Plan twice.')
    expect((await said('get', 'planning', '--version', '1')).version.prompt_text).toBe('Plan first.')
    expect((await said('history', 'planning')).data.map((one: { version: number }) => one.version)).toEqual([2, 1])
    expect(await said('stats', 'planning')).toEqual({ data: [] })
    expect((await said('archive', 'planning')).skill.status).toBe('archived')
    expect((await said('list', '--status', 'archived')).data).toMatchObject([{ name: 'planning' }])
    expect((await said('list')).data).toEqual([])
  })

  it('77. bring in a folder of folders and files, again and again', async () => {
    const folder = temporaryFolder({
      'one/SKILL.md': '---\r\nname: "loop:one"\r\n---\r\nOne.\r\n',
      'two/SKILL.md': 'Two.\n\n---\n\nStill two.',
      'three.md': '---\n---\nThree.',
      'notes.txt': 'no',
      'empty/other.md': 'no',
    })
    expect(await said('import', folder)).toMatchObject({ total: 3, created: 3 })
    expect(await said('import', folder)).toMatchObject({ total: 3, created: 0, updated: 0, unchanged: 3 })
    const { data } = await said('list')
    expect(data.map(({ name }: { name: string }) => name).sort()).toEqual(['loop:one', 'three', 'two'])
    expect((await said('get', 'loop:one')).current_prompt).toBe('One.')
    expect((await said('get', 'two')).current_prompt).toBe('Two.\n\n---\n\nStill two.')
  })

  it('77. bring in the skills that come along', async () => {
    const folder = join(import.meta.dirname, '../../skills')
    expect(await said('import', folder)).toMatchObject({ total: 6, created: 6 })
    expect(await said('import', folder)).toMatchObject({ total: 6, unchanged: 6 })
    const { skill, current_prompt } = await said('get', 'loopctl:plan')
    expect([skill.description, current_prompt]).toEqual([skills[0]!.description, skills[0]!.body.trim()])
  })

  it('belong to a project that is named', async () => {
    const project = await ctl().project()
    const folder = temporaryFolder({ 'in-project.md': 'x' })
    await said('import', folder, '--project', project)
    await said('create', '--file', join(folder, 'in-project.md'), '--name', 'other', '--project', project)
    expect((await said('list', '--project-id', project)).data).toMatchObject([{ name: 'in-project' }, { name: 'other' }])
  })

  it('say what is wrong with how they were typed, and with a file', async () => {
    const folder = temporaryFolder({ 'broken.md': '---\nname: [1\n---\nx', 'wrong.md': '---\nname: 7\n---\nx' })
    const refused = async (...words: string[]) => {
      const { exitCode, stderr } = await typed(ctl(), ['skill', ...words, '--format', 'human'])
      expect(exitCode).toBe(2)
      return stderr
    }
    expect(await refused('create', '--file', join(folder, 'wrong.md'))).toMatch(/wrong\.md cannot be understood.*\n.*2.*name/s)
    expect(await refused('import', folder)).toContain('broken.md cannot be understood')
    expect(await refused('import', temporaryFolder())).toContain('There is no skill in')
    expect(await refused('import', '/no/such')).toContain('There is no folder /no/such')
    for (const words of [['get'], ['create'], ['update'], ['update', 'x'], ['import'], ['get', 'x', '--version', 'y']])
      await refused(...words)
    expect((await typed(ctl(), ['skill', 'get', 'no-such'])).exitCode).toBe(1)
  })
})
