import { demoFiles } from '../../../packages/loop-runtime/src/demo/files.ts'
import { bare } from '../../lib/build-bare.ts'
import { inTurns } from '../../lib/in-turns.ts'
import { repository } from '../../lib/repository.ts'
import { durationRow, type Row, type Section } from '../../lib/row.ts'
import { loop, plain, runtimeBin } from '../../lib/servers.ts'
import { compare } from '../../lib/statistics.ts'
import { firstList } from '../start.ts'
import { tokensIn, toolsOf } from '../tokens.ts'

const rounds = 12
const most = { tokens: 1_900, start: 1.3 }

/** What a server of loop-runtime costs before it has been of any use. */
export async function measureFootprint(): Promise<Section> {
  const ours = loop(runtimeBin, { LOOP_WORKSPACE: repository(demoFiles) })
  const sides = { ours: firstList(ours), unbundled: firstList(plain([bare.unbundled])), bundled: firstList(plain([bare.bundled])) }
  const results = await inTurns(rounds, sides)
  const tools = await toolsOf(ours)
  const tokens = tokensIn({ tools })
  const rows: Row[] = [
    {
      measure: `tokens of tools/list (${tools.length} tools)`,
      ours: String(tokens),
      theirs: '',
      limit: { text: `≤ ${most.tokens}`, kept: tokens <= most.tokens },
    },
    durationRow('start to first tools/list / bare server', compare(results.ours, results.unbundled), most.start),
    durationRow('  / bare server, bundled as ours', compare(results.ours, results.bundled), most.start),
  ]
  return { title: 'What a server of loop-runtime costs', rows, notes }
}

const notes = [`${rounds} starts each, in turns. Tokens: o200k_base, the toolset of its own server.`]
