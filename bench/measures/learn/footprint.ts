import { readFileSync } from 'node:fs'
import { bare } from '../../lib/build-bare.ts'
import { inTurns } from '../../lib/in-turns.ts'
import { loadedFiles } from '../../lib/loaded-files.ts'
import { durationRow, type Row, type Section } from '../../lib/row.ts'
import { answerOf } from '../../lib/run-node.ts'
import { gateBin, learnBin, loop, plain, queueBin } from '../../lib/servers.ts'
import { compare } from '../../lib/statistics.ts'
import { firstList } from '../start.ts'
import { tokensIn, toolsOf } from '../tokens.ts'

const rounds = 12
const most = { aTool: 150, start: 1.3, hook: 3 }

/** What stands in what need not be there at a start: the search for secrets, the model's client, and stems of words. */
const marks = ['found slack token', 'anthropic-version', 'snowballFactory']

/** What a server of loop-learn and a call of its hook cost before they have been of any use. */
export async function measureFootprint(): Promise<Section> {
  const ours = loop(learnBin)
  const starts = await inTurns(rounds, {
    ours: firstList(ours),
    gate: firstList(loop(gateBin)),
    queue: firstList(loop(queueBin)),
    bundled: firstList(plain([bare.bundled])),
  })
  const tools = await toolsOf(ours)
  const aTool = Math.round(tokensIn({ tools }) / tools.length)
  const loaded = await loadedFiles(ours)
  const texts = loaded.map((file) => readFileSync(file, 'utf8'))
  const heavy = marks.filter((mark) => texts.some((text) => text.includes(mark)))
  const rows: Row[] = [
    durationRow('start to first tools/list / bare server, bundled as ours', compare(starts.ours, starts.bundled), most.start),
    durationRow('  / loop-gate', compare(starts.ours, starts.gate)),
    durationRow('  / loop-queue', compare(starts.ours, starts.queue)),
    {
      measure: 'loaded by then though not needed',
      ours: heavy.join(', ') || 'nothing',
      theirs: '',
      limit: { text: 'nothing', kept: heavy.length === 0 },
    },
    {
      measure: `tokens a tool (${tools.length} tools)`,
      ours: String(aTool),
      theirs: '',
      limit: { text: `≤ ${most.aTool}`, kept: aTool <= most.aTool },
    },
    await hookRow(),
  ]
  return { title: 'What loop-learn costs before it is of use', rows, notes: [`${rounds} starts each, in turns.`] }
}

/** An event that the hook has nothing to do for. */
async function hookRow(): Promise<Row> {
  const { words, environment } = loop(learnBin)
  const input = JSON.stringify({ session_id: 's', cwd: '/', hook_event_name: 'Notification', message: 'Waiting' })
  const hook = { words: [...words, 'hook', '--client', 'claude-code'], environment, input }
  const node = plain(['-e', '0'])
  const results = await inTurns(rounds, { hook: timedAnswer(hook), node: timedAnswer(node) })
  return durationRow('loop-learn hook, nothing to do / node -e 0', compare(results.hook, results.node), most.hook)
}

function timedAnswer(program: Parameters<typeof answerOf>[0]) {
  return async () => {
    const started = performance.now()
    await answerOf(program)
    return [performance.now() - started]
  }
}
