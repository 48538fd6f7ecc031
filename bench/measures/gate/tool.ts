import { bare } from '../../lib/build-bare.ts'
import { type Amount, callInTurns } from '../../lib/calls.ts'
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
  const results = await callInTurns(
    {
      words: await connectStdio(loop(gateBin), era),
      evidence: await serverIn(folder),
      theirs: await connectStdio(plain([bare.bundled]), era),
    },
    amount,
  )
  return {
    title: 'should_continue over stdio, loop-gate / bare server',
    rows: [
      durationRow("p50, by the agent's own words", compare(results.words, results.theirs), most.words),
      differenceRow(`p50, on evidence, with a digest of ${files} files`, compare(results.evidence, results.theirs), most.evidence),
    ],
    notes: [`${amount.rounds * amount.callsInRound} calls each, in turns of ${amount.callsInRound}, after a warm-up.`],
  }
}

function serverIn({ root, home }: GatedFolder): Promise<StdioConnection> {
  return connectStdio(loop(gateBin, { LOOP_HOME: home, LOOP_WORKSPACE: root }), era)
}
