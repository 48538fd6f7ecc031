import { bare } from '../../lib/build-bare.ts'
import { type Amount, callInTurns, callsEach } from '../../lib/calls.ts'
import { type GatedFolder, gatedFolder, manyFiles } from '../../lib/gated-folder.ts'
import { quickPolicy, workedIn } from '../../lib/hook-program.ts'
import { differenceRow, durationRow, type Section } from '../../lib/row.ts'
import { gateBin, loop, plain } from '../../lib/servers.ts'
import { compare } from '../../lib/statistics.ts'
import { connectStdio, type StdioConnection } from '../../lib/stdio-client.ts'

const era = '2026-07-28'
const files = 1_000
const amount: Amount = { rounds: 40, callsInRound: 3, warmUp: 30 }
const most = { words: 1.3, evidence: 40 }

/** The tool by each profile, against a server on the SDK alone that holds the rules of the agent's own words. */
export async function measureTool(): Promise<Section> {
  const folder = gatedFolder(manyFiles(files))
  await folder.accept(quickPolicy)
  await workedIn(folder)
  const bareServer = () => connectStdio(plain([bare.bundled]), era)
  const words = await callInTurns({ ours: await connectStdio(loop(gateBin), era), theirs: await bareServer() })
  const evidence = await callInTurns({ ours: await serverIn(folder), theirs: await bareServer() }, amount)
  return {
    title: 'should_continue over stdio, loop-gate / bare server',
    rows: [
      durationRow("p50, by the agent's own words", compare(words.ours, words.theirs), most.words),
      differenceRow(`p50, on evidence, with a digest of ${files} files`, compare(evidence.ours, evidence.theirs), most.evidence),
    ],
    notes: [
      `By words ${callsEach} calls each, on evidence ${amount.rounds * amount.callsInRound}, in turns and after a warm-up; ours keeps each decision.`,
    ],
  }
}

function serverIn({ root, home }: GatedFolder): Promise<StdioConnection> {
  return connectStdio(loop(gateBin, { LOOP_HOME: home, LOOP_WORKSPACE: root }), era)
}
