import fc from 'fast-check'
import { expect, it } from 'vitest'
import { describeCtl } from '../../fixtures/ctl.ts'
import { seed } from '../../fixtures/seed.ts'

const said = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== '' && !text.includes('\0'))
const plain = fc.string({ maxLength: 20 }).filter((text) => !text.includes('\0'))
const object = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(plain, fc.integer(), fc.boolean()), { maxKeys: 2 })
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const status = fc.constantFrom('pass', 'unverified', undefined)

const story = fc.record({
  title: said,
  description: maybe(plain),
  acceptance_criteria: maybe(fc.array(fc.record({ criterion: plain, id: fc.constantFrom('AC-1', 'AC-2') }), { maxLength: 2 })),
  estimated_hours: maybe(fc.integer({ min: 0, max: 400 }).map((quarters) => quarters / 4)),
  metadata: maybe(object),
  initial_verified_status: status,
})
const epic = fc.record({
  title: said,
  description: maybe(plain),
  phase: maybe(plain),
  position: maybe(fc.nat(100)),
  metadata: maybe(object),
  stories: fc.array(story, { maxLength: 4 }),
})
const pairs = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 12 })

/** Numbers that do not come in order, and dependencies that all point to what was numbered before, so that they form no circle. */
const payload = fc.tuple(fc.array(epic, { minLength: 1, maxLength: 4 }), pairs, pairs).map(([list, ofStories, ofEpics]) => {
  const epics = list.map((one, i) => ({
    ...one,
    number: 12 - i,
    stories: one.stories.map((two, j) => ({ ...two, number: `${12 - i}.${11 - j}` })),
  }))
  const backwards = <Number>(numbers: readonly Number[], some: readonly [number, number][]) =>
    some.flatMap(([from, to]) => (to < from && from < numbers.length ? [[numbers[from]!, numbers[to]!] as const] : []))
  const stories = epics.flatMap((one) => one.stories.map(({ number }) => number))
  const story_dependencies = backwards(stories, ofStories).map(([story, depends_on]) => ({ story, depends_on }))
  const epic_dependencies = backwards(
    epics.map(({ number }) => number),
    ofEpics,
  ).map(([epic, depends_on]) => ({ epic, depends_on }))
  return { epics, story_dependencies, epic_dependencies }
})

describeCtl('export_project', (ctl) => {
  const exported = (project_id: string) => ctl().call('export_project', { project_id })

  it('has numbers in place of ids, in natural order', async () => {
    const project_id = await ctl().project({ name: 'Shop', slug: 'shop' })
    await ctl().call('import_project', {
      project_id,
      epics: [
        { number: 10, title: 'Ten', stories: [{ number: '10.1', title: 'Late' }] },
        {
          number: 2,
          title: 'Two',
          phase: 'early',
          stories: [
            { number: '2.10', title: 'B' },
            { number: '2.9', title: 'A' },
          ],
        },
      ],
      story_dependencies: [
        { story: '10.1', depends_on: '2.10' },
        { story: '2.10', depends_on: '2.9' },
      ],
      epic_dependencies: [{ epic: 10, depends_on: 2 }],
    })
    const answer = await exported(project_id)
    expect(answer.export_metadata).toEqual({ exported_at: '2026-01-05T12:00:00.000Z', loopctl_version: expect.any(String), project_id })
    expect(answer.project).toMatchObject({ name: 'Shop', slug: 'shop', status: 'active' })
    expect(
      answer.epics.map((one: { number: number; stories: { number: string }[] }) => [one.number, one.stories.map(({ number }) => number)]),
    ).toEqual([
      [2, ['2.9', '2.10']],
      [10, ['10.1']],
    ])
    expect(answer.epics[0].stories[0]).toEqual({
      number: '2.9',
      title: 'A',
      description: null,
      acceptance_criteria: null,
      estimated_hours: null,
      agent_status: 'pending',
      verified_status: 'unverified',
      assigned_agent_id: null,
      assigned_at: null,
      reported_done_at: null,
      verified_at: null,
      rejected_at: null,
      rejection_reason: null,
      metadata: {},
    })
    expect(answer.story_dependencies).toEqual([
      { story: '2.10', depends_on: '2.9' },
      { story: '10.1', depends_on: '2.10' },
    ])
    expect(answer.epic_dependencies).toEqual([{ epic: 10, depends_on: 2 }])
    expect(await exported(project_id)).toEqual(answer)
  })

  it(`comes back equal after an import into a new project, but for statuses (seed ${seed})`, async () => {
    const property = fc.asyncProperty(payload, async (given) => {
      const [one, two] = [await ctl().project(), await ctl().project()]
      await ctl().call('import_project', { project_id: one, ...given })
      const { export_metadata: _, project: __, ...first } = await exported(one)
      await ctl().call('import_project', { project_id: two, ...first })
      const { export_metadata: ___, project: ____, ...second } = await exported(two)
      expect(second).toEqual(withoutStanding(first))
    })
    await fc.assert(property, { seed, numRuns: 20 })
  })
})

/** What an import makes of it: everything pending again. */
function withoutStanding(first: { epics: { stories: object[] }[] }) {
  const fresh = { agent_status: 'pending', verified_status: 'unverified', reported_done_at: null, verified_at: null }
  return { ...first, epics: first.epics.map((one) => ({ ...one, stories: one.stories.map((two) => ({ ...two, ...fresh })) })) }
}
