import { expect, it } from 'vitest'
import { Settings } from '../settings.ts'
import { deviationOf } from './deviation.ts'

const story = { id: 's', project_id: 'p', epic_id: 'e', title: 'S' }
const usual = Settings.parse({})

/** A story beside the others of its epic, and further ones of its project. */
function beside(cost: number, ofEpic: readonly number[], ofProject: readonly number[] = []) {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, cost)
  const epic = { epic_stories: ofEpic.length + 1, epic_cost: sum(ofEpic) }
  return { ...story, cost, ...epic, project_stories: epic.epic_stories + ofProject.length, project_cost: sum([...ofEpic, ...ofProject]) }
}

// Worked by hand: the others cost 1,000, 2,000 and 3,000, so their mean is 2,000.
it.each([
  [6_000, undefined],
  [6_002, ['high_cost', 3]],
  [8_246, ['high_cost', 4.12]],
  [200, undefined],
  [199, ['suspiciously_low', 0.1]],
  [20, ['suspiciously_low', 0.01]],
  [2_000, undefined],
])('70. beside stories of 1,000, 2,000 and 3,000 one of %i is %j', (cost, expected) => {
  const deviation = deviationOf(beside(cost, [1_000, 2_000, 3_000]), usual)
  expect(deviation && [deviation.anomaly_type, deviation.deviation_factor]).toEqual(expected)
  if (deviation) expect(deviation).toMatchObject({ story_cost_millicents: cost, reference_avg_millicents: 2_000 })
})

it('70. one of three stories of an epic can stand out, since the mean is that of the others', () => {
  expect(deviationOf(beside(1_000, [100, 101]), usual)).toEqual({
    anomaly_type: 'high_cost',
    story_cost_millicents: 1_000,
    // 100.5, rounded down; the factor is of the mean as it is.
    reference_avg_millicents: 100,
    deviation_factor: 9.95,
  })
})

it('compares with the project where the epic has fewer than three stories that cost anything', () => {
  expect(deviationOf(beside(1_000, [1_000], [100, 100]), usual)).toBeUndefined()
  expect(deviationOf(beside(1_000, [100], [200]), usual)).toMatchObject({ reference_avg_millicents: 150, deviation_factor: 6.67 })
  expect(deviationOf(beside(1_000, [100, 100], [1_000, 1_000]), usual)).toMatchObject({ reference_avg_millicents: 100 })
})

it('compares with nothing where there are fewer than three in all', () => {
  expect(deviationOf(beside(1_000, [1]), usual)).toBeUndefined()
  expect(deviationOf(beside(1_000, []), usual)).toBeUndefined()
})

it('goes by the settings', () => {
  const story = beside(3_000, [1_000, 1_000])
  expect(deviationOf(story, { ...usual, cost_anomaly_multiplier: 2.9 })).toMatchObject({ anomaly_type: 'high_cost' })
  expect(deviationOf(beside(300, [1_000, 1_000]), { ...usual, cost_anomaly_low_ratio: 0.31 })).toMatchObject({
    anomaly_type: 'suspiciously_low',
  })
  expect(deviationOf(beside(1, [1_000, 1_000]), { ...usual, cost_anomaly_low_ratio: 0 })).toBeUndefined()
})
