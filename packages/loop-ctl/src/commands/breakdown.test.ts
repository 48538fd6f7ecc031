import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { answerOf, typed } from '../fixtures/command-line.ts'
import { describeCtl } from '../fixtures/ctl.ts'
import { temporaryFolder } from '../fixtures/folder.ts'

const folder = () =>
  temporaryFolder({
    'epic_1_user_accounts/us_1.1.json': '{"id":"US-1.1","title":"Log in","acceptance_criteria":["It opens"]}',
    'epic_1_user_accounts/us_1.2.json': '{"title":"Log out","dependencies":["US-1.1"]}',
    'epic_2/epic.json': '{"title":"Payment","phase":"later","depends_on":[1]}',
    'epic_2/us_2.1.json': '{"number":"2.1","title":"Pay","depends_on":["1.2"]}',
    'notes/readme.json': 'no',
  })

describeCtl('import and export as files', (ctl) => {
  it('take a folder of stories, with dependencies across files', async () => {
    const project = await ctl().project()
    const answer = await answerOf(ctl(), ['import', folder(), '--project', project])
    expect(answer.import).toMatchObject({ epics_created: 2, stories_created: 3, dependencies_created: 3 })
    const { epics, story_dependencies, epic_dependencies } = await answerOf(ctl(), ['export', '--project', project])
    expect(epics[0]).toMatchObject({
      number: 1,
      title: 'user accounts',
      stories: [{ acceptance_criteria: [{ criterion: 'It opens' }] }, { number: '1.2' }],
    })
    expect([story_dependencies.length, epic_dependencies]).toEqual([2, [{ epic: 2, depends_on: 1 }]])
  })

  it('give back what they took, through a folder and through a file', async () => {
    const [first, second, third] = [await ctl().project(), await ctl().project(), await ctl().project()]
    await answerOf(ctl(), ['import', folder(), '--project', first!])
    const whole = async (project: string) => {
      const { export_metadata, project: _, ...rest } = await answerOf(ctl(), ['export', '--project', project])
      return rest
    }
    const dir = join(temporaryFolder(), 'out')
    expect(await answerOf(ctl(), ['export', '--project', first!, '--dir', dir])).toEqual({ dir, files: 5 })
    expect(JSON.parse(readFileSync(join(dir, 'epic_1/us_1.2.json'), 'utf8'))).toMatchObject({ title: 'Log out', dependencies: ['1.1'] })
    expect((await typed(ctl(), ['export', '--project', first!, '--dir', dir])).exitCode).toBe(1)
    await answerOf(ctl(), ['import', dir, '--project', second!])
    expect(await whole(second!)).toEqual(await whole(first!))
    const file = join(temporaryFolder({ 'all.json': (await typed(ctl(), ['export', '--project', first!])).stdout }), 'all.json')
    await answerOf(ctl(), ['import', file, '--project', third!])
    expect(await whole(third!)).toEqual(await whole(first!))
  })

  it('refuse what is there already, and update it with --merge', async () => {
    const project = await ctl().project()
    const words = ['import', folder(), '--project', project]
    await answerOf(ctl(), words)
    expect((await typed(ctl(), words)).exitCode).toBe(1)
    expect((await answerOf(ctl(), [...words, '--merge'])).import).toMatchObject({ stories_created: 0, stories_updated: 3 })
  })

  it('name every file that cannot be understood, and import nothing', async () => {
    const project = await ctl().project()
    const broken = temporaryFolder({ 'epic_1/us_1.1.json': '{', 'epic_1/us_1.2.json': '[]', 'epic_1/us_1.3.json': '{"title":"Good"}' })
    const { exitCode, stderr } = await typed(ctl(), ['import', broken, '--project', project, '--format', 'human'])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(
      /^Error: 2 files cannot be understood; nothing was imported\.\n {2}.*us_1\.1\.json is no JSON.*\n {2}.*us_1\.2\.json must hold/,
    )
    expect((await answerOf(ctl(), ['export', '--project', project])).epics).toEqual([])
    for (const path of [temporaryFolder(), '/nowhere'])
      expect((await typed(ctl(), ['import', path, '--project', project])).exitCode).toBe(2)
  })
})
