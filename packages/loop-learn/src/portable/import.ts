import { createHash } from 'node:crypto'
import type { Learning } from '../learning.ts'
import { keepNote } from '../observe/record.ts'
import { evaluateCalibration, evaluateSpots, type SpotScope } from '../spots/evaluate.ts'
import { type Lines, readLines } from './lines.ts'
import { type PartName, partNames } from './parts.ts'
import { inBatches, takeIn, takeProfile } from './take-in.ts'

/** How many lines one transaction takes in. */
const batchSize = 500

/** How many places one transaction looks for patterns in. */
const scopesAtOnce = 50

export type Counts = Record<'profile' | 'note' | PartName, number>

/** Does work in one transaction of a learner. */
export type Inside = <Result>(work: (learning: Learning) => Promise<Result>) => Promise<Result>

/** Takes in the lines of a file: records with their ids, then plain notes in the order of time, then looks for patterns once. Doing it again goes on where it was cut. */
export async function importLines(inside: Inside, { lines, first_line: first, at }: { lines: string; first_line: number; at: string }) {
  const given = await readLines(lines, { at, first })
  const imported = await takeRecords(inside, given)
  const { added, scopes } = await takeNotes(inside, given.notes)
  imported.note = added
  const changed = await lookForPatterns(inside, [...given.records.observation, ...scopes], given.records.forecast)
  return { imported, changed, bad: given.bad, taken: countOf(given) }
}

async function takeRecords(inside: Inside, { profile, records }: Lines): Promise<Counts> {
  const counts: [string, number][] = [['profile', profile ? await inside((learning) => takeProfile(learning, profile)) : 0]]
  for (const part of partNames) {
    let count = 0
    for (const some of inBatches<never>(records[part] as never[], batchSize))
      count += await inside((learning) => takeIn[part](learning, some))
    counts.push([part, count])
  }
  return Object.fromEntries([...counts, ['note', 0]]) as Counts
}

async function takeNotes(inside: Inside, notes: Lines['notes']): Promise<{ added: number; scopes: SpotScope[] }> {
  const inTime = notes.toSorted((one, other) => one.observed_at.localeCompare(other.observed_at))
  const scopes: SpotScope[] = []
  let added = 0
  for (const some of inBatches(inTime, batchSize)) {
    const kept = await inside((learning) => keepAll(learning, some))
    added += kept.filter(({ duplicate }) => !duplicate).length
    scopes.push(...kept.map(({ observation }) => observation))
  }
  return { added, scopes }
}

async function keepAll(learning: Learning, notes: Lines['notes']) {
  // What lies years back is no news to anybody.
  const silent: Learning = { ...learning, emit() {} }
  const kept = []
  for (const note of notes) kept.push(await keepNote(silent, { ...note, source: 'import', source_ref: refOf(note) }))
  return kept
}

/** The same line is the same note, however often it is taken in. */
function refOf({ kind, content, observed_at, domain, topic }: Lines['notes'][number]): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, content, observed_at, domain, topic]))
    .digest('hex')
}

/** Whether what was taken in is new or not, since an import may have been cut before it came here. */
async function lookForPatterns(inside: Inside, scopes: readonly SpotScope[], forecasts: readonly { about: string }[]): Promise<number> {
  const places = new Map(scopes.map((scope) => [JSON.stringify([scope.about, scope.domain, scope.theme, scope.session_id]), scope]))
  let changed = 0
  for (const some of inBatches([...places.values()], scopesAtOnce))
    await inside(async (learning) => {
      for (const place of some) changed += (await evaluateSpots(learning, { ...place, kind: 'completion' })).length
    })
  for (const about of new Set(forecasts.map((forecast) => forecast.about)))
    changed += await inside(async (learning) => (await evaluateCalibration(learning, { about })).length)
  return changed
}

function countOf({ profile, records, notes }: Lines): number {
  return (profile ? 1 : 0) + notes.length + Object.values(records).reduce((sum, some) => sum + some.length, 0)
}
