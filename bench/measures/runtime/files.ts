import { manyFiles } from '../../lib/gated-folder.ts'
import { type Contender, inTurns, timed } from '../../lib/in-turns.ts'
import type { Connection } from '../../lib/protocol.ts'
import { repository } from '../../lib/repository.ts'
import { durationRow, type Row, type Section } from '../../lib/row.ts'
import { absentRow, connectFilesystem, filesystemTitle, howToInstall } from '../../lib/runtime-peers.ts'
import { loop, runtimeBin } from '../../lib/servers.ts'
import { compare } from '../../lib/statistics.ts'
import { connectStdio } from '../../lib/stdio-client.ts'
import { type Answer, callTool, closeAll, era } from '../../lib/tools.ts'

const files = 2_000
const amount = { rounds: 16, warmUp: 3 }
const most = 1.2

interface Call {
  tool: string
  input: object
  /** What tells its answer from an empty one, which would be quick. */
  holds: string
}

interface Pair {
  measure: string
  callsInRound: number
  ours: Call
  theirs: Call
}

/** Reading, listing and searching over stdio, beside the server of files of MCP's own project. */
export async function measureFiles(): Promise<Section> {
  const root = repository(manyFiles(files))
  const ours = await connectStdio(loop(runtimeBin, { LOOP_WORKSPACE: root }), era)
  const theirs = await connectFilesystem(root)
  const rows: Row[] = []
  for (const pair of pairsIn(root)) rows.push(theirs ? await pairRow(pair, ours, theirs) : absentRow(pair.measure, `≤ ${most} ×`))
  await closeAll(theirs ? [ours, theirs] : [ours])
  return { title: `Tools over stdio, loop-runtime / ${filesystemTitle}, ${files} files`, rows, notes }
}

const notes = [
  `${amount.rounds} rounds in turns, after a warm-up; p50. The files are in one repository with one commit, in folders of fifty.`,
  'Its search looks at names alone and ours at the content of every file, so the row above has ours looking for the same name.',
  howToInstall,
]

function pairsIn(root: string): Pair[] {
  const path = 'src/part-7/file-377.js'
  const content = 'export const value = 377'
  const [found, list] = [{ tool: 'search_files', holds: 'file-377.js' }, 'repo_list_files']
  return [
    {
      measure: 'read one file',
      callsInRound: 40,
      ours: { tool: 'repo_read_file', input: { path }, holds: content },
      theirs: { tool: 'read_text_file', input: { path: `${root}/${path}` }, holds: content },
    },
    {
      measure: `list all ${files} files`,
      callsInRound: 4,
      ours: { tool: list, input: { limit: files }, holds: 'src/part-39/file-1999.js' },
      theirs: { tool: 'directory_tree', input: { path: root, excludePatterns: ['.git'] }, holds: 'file-1999.js' },
    },
    {
      measure: 'search a file by its name',
      callsInRound: 4,
      ours: { tool: list, input: { glob: '**/file-377.js' }, holds: 'file-377.js' },
      theirs: { ...found, input: { path: root, pattern: '**/file-377.js' } },
    },
    {
      measure: 'search a text / search a name',
      callsInRound: 4,
      ours: { tool: 'repo_search_code', input: { query: 'value = 377\n' }, holds: 'file-377.js' },
      theirs: { ...found, input: { path: root, pattern: '**/file-377.js' } },
    },
  ]
}

async function pairRow({ measure, callsInRound, ...pair }: Pair, ours: Connection, theirs: Connection): Promise<Row> {
  const calls = (connection: Connection, call: Call): Contender => {
    return () => timed(callsInRound, () => callThat(connection, call))
  }
  const sides = { ours: calls(ours, pair.ours), theirs: calls(theirs, pair.theirs) }
  await inTurns(amount.warmUp, sides)
  const results = await inTurns(amount.rounds, sides)
  return durationRow(measure, compare(results.ours, results.theirs), most)
}

async function callThat(connection: Connection, { tool, input, holds }: Call): Promise<void> {
  const answer: Answer = await callTool(connection, tool, input)
  if (!JSON.stringify(answer).includes(holds))
    throw new Error(`${tool} did not give what was asked for: ${JSON.stringify(answer).slice(0, 500)}`)
}
