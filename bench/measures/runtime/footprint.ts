import { readFileSync } from 'node:fs'
import { demoFiles } from '../../../packages/loop-runtime/src/demo/files.ts'
import { bare } from '../../lib/build-bare.ts'
import { inTurns } from '../../lib/in-turns.ts'
import { loadedFiles } from '../../lib/loaded-files.ts'
import { repository } from '../../lib/repository.ts'
import { durationRow, type Row, type Section } from '../../lib/row.ts'
import { loop, plain, runtimeBin } from '../../lib/servers.ts'
import { compare } from '../../lib/statistics.ts'
import { firstList } from '../start.ts'
import { tokensIn, toolsOf } from '../tokens.ts'

const rounds = 12
const most = { tokens: 1_900, start: 1.3 }

/** Stands in everything that is built on the AI SDK. */
const modelMark = 'vercel.ai.error'

/** What a server of loop-runtime costs before it has been of any use. */
export async function measureFootprint(): Promise<Section> {
  const ours = loop(runtimeBin, { LOOP_WORKSPACE: repository(demoFiles) })
  const sides = { ours: firstList(ours), unbundled: firstList(plain([bare.unbundled])), bundled: firstList(plain([bare.bundled])) }
  const results = await inTurns(rounds, sides)
  const tools = await toolsOf(ours)
  const tokens = tokensIn({ tools })
  const loaded = (await loadedFiles(ours)).filter((file) => readFileSync(file, 'utf8').includes(modelMark))
  const rows: Row[] = [
    {
      measure: `tokens of tools/list (${tools.length} tools)`,
      ours: String(tokens),
      theirs: '',
      limit: { text: `≤ ${most.tokens}`, kept: tokens <= most.tokens },
    },
    durationRow('start to first tools/list / bare server', compare(results.ours, results.unbundled), most.start),
    durationRow('  / bare server, bundled as ours', compare(results.ours, results.bundled), most.start),
    {
      measure: 'files of a model library loaded by then',
      ours: String(loaded.length),
      theirs: '',
      limit: { text: '0', kept: loaded.length === 0 },
    },
  ]
  return { title: 'What a server of loop-runtime costs', rows, notes }
}

const notes = [`${rounds} starts each, in turns. Tokens: o200k_base, the toolset of its own server.`]
