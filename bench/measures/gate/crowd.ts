import { blocksIn } from '../../lib/gate-decisions.ts'
import { type GatedFolder, gatedFolder } from '../../lib/gated-folder.ts'
import { hookIn } from '../../lib/hook-program.ts'
import { inTurns } from '../../lib/in-turns.ts'
import { durationRow, type Row, type Section } from '../../lib/row.ts'
import { answerOf } from '../../lib/run-node.ts'
import { compare } from '../../lib/statistics.ts'

const crowd = 8
const rounds = 10
const most = 3

const policy = `version: 1
mode: enforce
max_blocks: 7
criteria:
  - { id: test, run: [node, check.mjs], on_stop: require, counts: none }
`

/** Hooks of one stop that are all installed at once, as where three files of settings name them. */
export async function measureCrowd(): Promise<Section> {
  const folder = gatedFolder({ 'check.mjs': 'process.exit(0)\n', 'a.txt': 'one\n' })
  await folder.accept(policy)
  let sent = 0
  const answers: string[][] = []
  const contender = (count: number) => async () => {
    // A session of its own, whose first stop is held.
    const session_id = `session ${++sent}`
    const started = performance.now()
    const each = async () => ({ answer: await answerOf(hookIn(folder, { session_id })), took: performance.now() - started })
    const ended = await Promise.all(Array.from({ length: count }, each))
    if (count > 1) answers.push([session_id, ...ended.map(({ answer }) => answer)])
    return ended.map(({ took }) => took)
  }
  const results = await inTurns(rounds, { all: contender(crowd), one: contender(1) })
  const rows = [
    ...(await answerRows(folder, answers)),
    durationRow(`p95 of ${crowd} / p95 of one`, compare(results.all, results.one, 0.95), most),
  ]
  return {
    title: `${crowd} hooks of one stop at once, on one database`,
    rows,
    notes: [`${rounds} rounds in turns, each a session of its own.`],
  }
}

async function answerRows(folder: GatedFolder, answers: readonly string[][]): Promise<Row[]> {
  const held = answers.map(([, ...each]) => each.filter((answer) => answer.includes('"block"')).length)
  const counted = await blocksIn(folder)
  const blocks = answers.map(([session]) => counted.get(session!) ?? 0)
  const least = Math.min(...held)
  return [
    {
      measure: 'answered, and all alike',
      ours: `${least} of ${crowd}`,
      theirs: '',
      limit: { text: String(crowd), kept: least === crowd && answers.every(alike) },
    },
    {
      measure: 'blocks counted',
      ours: String(Math.max(...blocks)),
      theirs: '',
      limit: { text: '1', kept: blocks.every((count) => count === 1) },
    },
  ]
}

function alike([, ...answers]: readonly string[]): boolean {
  return new Set(answers).size === 1
}
