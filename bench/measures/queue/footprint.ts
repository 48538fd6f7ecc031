import { inTurns } from '../../lib/in-turns.ts'
import { absentRow, howToInstall, taskMaster, taskMasterProject, titleOf } from '../../lib/queue-peers.ts'
import { comparedRow, durationRow, type Row, type Section } from '../../lib/row.ts'
import { loop, queueBin } from '../../lib/servers.ts'
import { compare } from '../../lib/statistics.ts'
import { era } from '../../lib/tools.ts'
import { mebibytes, resident } from '../memory.ts'
import { firstList } from '../start.ts'
import { tokensIn, toolsOf } from '../tokens.ts'

const rounds = 4
const most = { start: 0.25, memory: 0.4 }
const mostTokens: Record<string, number | undefined> = { core: 1_050, seed: undefined, standard: 4_200, all: undefined }

/** What a server costs before it has been of any use. */
export async function measureFootprint(): Promise<Section> {
  const title = titleOf(taskMaster, 'taskMaster')
  const rows = await besideTaskMaster([`start to first tools/list / ${title}`, `resident memory after it / ${title}`])
  for (const set of Object.keys(mostTokens)) rows.push(await tokensRow(set))
  return { title: 'What a server of loop-queue costs', rows, notes }
}

const notes = [
  `${rounds} processes each, in turns. Tokens of tools/list: o200k_base, by toolset (LOOP_TOOLS); standard is the one of an own server.`,
  howToInstall,
]

async function besideTaskMaster([start, memory]: [string, string]): Promise<Row[]> {
  if (taskMaster === undefined) return [start, memory].map((measure) => absentRow(measure))
  const { command } = taskMasterProject(taskMaster, [])
  const [ours, theirs] = [loop(queueBin), command]
  // Its round 0 opens with initialize; the peer knows no other way.
  const starts = await inTurns(rounds, { ours: () => firstList(ours)(0), theirs: () => firstList(theirs)(0) })
  const held = await inTurns(rounds, { ours: resident(ours, nothing, era), theirs: resident(theirs, nothing, era) })
  return [
    durationRow(start, compare(starts.ours, starts.theirs), most.start),
    comparedRow(memory, compare(held.ours, held.theirs), { format: mebibytes, most: most.memory }),
  ]
}

const nothing = async () => {}

async function tokensRow(set: string): Promise<Row> {
  const tools = await toolsOf(loop(queueBin, { LOOP_TOOLS: set }))
  const [tokens, limit] = [tokensIn({ tools }), mostTokens[set]]
  return {
    measure: `tokens of tools/list, ${set} (${tools.length} tools)`,
    ours: String(tokens),
    theirs: '',
    limit: limit === undefined ? undefined : { text: `≤ ${limit}`, kept: tokens <= limit },
  }
}
