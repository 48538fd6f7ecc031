import { inTurns } from '../../lib/in-turns.ts'
import { durationRow, type Row, type Section } from '../../lib/row.ts'
import { absentRow, graphTitle, howToInstall } from '../../lib/runtime-peers.ts'
import { compare, type Rounds } from '../../lib/statistics.ts'
import { ourTurning, type Turning, theirTurning } from './turning.ts'

const rounds = 10
/** A turn has two steps: the model's and the tool's. */
const stepsATurn = 2
const [early, late] = [10, 1_000]
const turnsInRound = 4
const most = { peer: 1, growth: 1.3 }

type Side = 'oursEarly' | 'oursLate' | 'theirsEarly' | 'theirsLate'

/** What writing each step down costs, at the beginning of a run and far into it. */
export async function measureSteps(): Promise<Section> {
  const ours = await advanced(async () => ourTurning(), late)
  const theirs = await advanced(theirTurning, late)
  const results = await inTurns<Side>(rounds, {
    oursEarly: () => beginnings(async () => ourTurning()),
    oursLate: () => turnsOf(ours!),
    ...((theirs ? { theirsEarly: () => beginnings(theirTurning), theirsLate: () => turnsOf(theirs) } : {}) as Record<
      'theirsEarly' | 'theirsLate',
      () => Promise<number[]>
    >),
  })
  await Promise.all([ours!.end(), theirs?.end()])
  return { title: `One journaled step, loop-runtime / one node of ${graphTitle}`, rows: rowsOf(results), notes }
}

const notes = [
  `${rounds} rounds of ${turnsInRound} turns in turns; p50 of a step, which is half a turn: a scripted reply, and a dozen lines of a file read by a tool.`,
  'Ours keeps intent and result of both, events, and what the files were; theirs a checkpoint of all messages for each node, durability sync. One driver of SQLite, in WAL.',
  howToInstall,
]

/** Brings it to the turn in which its steps are about the given one. */
async function advanced(make: () => Promise<Turning | undefined>, step: number): Promise<Turning | undefined> {
  const turning = await make()
  const before = (step - turnsInRound) / stepsATurn
  for (let turn = 0; turning && turn < before; turn += 1) await turning.turn()
  return turning
}

async function beginnings(make: () => Promise<Turning | undefined>): Promise<number[]> {
  const turning = await advanced(make, early)
  const durations = await turnsOf(turning!)
  await turning!.end()
  return durations
}

async function turnsOf(turning: Turning): Promise<number[]> {
  const durations: number[] = []
  for (let turn = 0; turn < turnsInRound; turn += 1) durations.push((await turning.turn()) / stepsATurn)
  return durations
}

function rowsOf({ oursEarly, oursLate, theirsEarly, theirsLate }: Partial<Record<Side, Rounds>>): Row[] {
  const beside = (step: number, ours: Rounds, theirs: Rounds | undefined) =>
    theirs ? durationRow(`at step ${step}`, compare(ours, theirs), most.peer) : absentRow(`at step ${step}`, `≤ ${most.peer} ×`)
  return [
    beside(early, oursEarly!, theirsEarly),
    beside(late, oursLate!, theirsLate),
    durationRow(`ours at step ${late} / at step ${early}`, compare(oursLate!, oursEarly!), most.growth),
    ...(theirsEarly && theirsLate ? [durationRow('  theirs, the same', compare(theirsLate, theirsEarly))] : []),
  ]
}
