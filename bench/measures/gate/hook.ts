import { absent, howToInstall, sisyphusStops, titleOf } from '../../lib/gate-peers.ts'
import { type GatedFolder, gatedFolder, manyFiles } from '../../lib/gated-folder.ts'
import { hookIn, quickPolicy, stopIn, workedIn } from '../../lib/hook-program.ts'
import { type Contender, inTurns } from '../../lib/in-turns.ts'
import { differenceRow, durationRow, type Row, type Section } from '../../lib/row.ts'
import { answerOf, type Program } from '../../lib/run-node.ts'
import { emptyFolder, plain } from '../../lib/servers.ts'
import { compare, type Rounds } from '../../lib/statistics.ts'

const rounds = 40
const [few, many] = [1_000, 10_000]
const most = { nowhere: 15, few: 60, fewRatio: 2, many: 110, peer: 0.7 }

type Side = 'node' | 'nowhere' | 'few' | 'many'
type Peer = 'all' | 'longest'

/** What a stop costs where there is nothing to run. */
export async function measureHook(): Promise<Section> {
  const [small, large] = [await worked(few), await worked(many)]
  const nowhere = { root: emptyFolder(), home: emptyFolder() }
  const sides: Record<Side, Contender> = {
    node: timedAnswer([plain(['-e', '0'])].map(({ words, environment }) => ({ words, environment }))),
    nowhere: timedAnswer([hookIn(nowhere)]),
    few: newTurns(small),
    many: newTurns(large),
  }
  const results = await inTurns<Side | Peer>(rounds, { ...sides, ...(peersAt(small) as Record<Peer, Contender>) })
  return { title: 'Stop hook with nothing to run', rows: [...ownRows(results), ...peerRows(results)], notes }
}

const notes = [
  `${rounds} processes each, in turns; p50. The policy is accepted, its command has passed on these files, one of which is changed.`,
  `The peer's hooks.json starts four commands at each stop, which its client runs at once; each of them starts a second process.`,
  howToInstall,
]

async function worked(files: number): Promise<GatedFolder> {
  const folder = gatedFolder(manyFiles(files))
  await folder.accept(quickPolicy)
  await workedIn(folder)
  return folder
}

/** How long programs take that are started at once, until the last has answered. */
function timedAnswer(programs: readonly Program[]): Contender {
  return async () => {
    const started = performance.now()
    await Promise.all(programs.map(answerOf))
    return [performance.now() - started]
  }
}

/** Each stop is of a turn of its own, or it would only be given the answer of the one before. */
function newTurns(folder: GatedFolder): Contender {
  return (round) => timedAnswer([hookIn(folder, { prompt_id: `turn ${round}` })])(round)
}

function peersAt({ root }: GatedFolder): Partial<Record<Peer, Contender>> {
  const peer = sisyphusStops()
  if (peer === undefined) return {}
  const home = emptyFolder()
  const environment = { PATH: process.env.PATH ?? '', HOME: home, CLAUDE_PLUGIN_ROOT: peer.root }
  const programs = peer.commands.map((words) => ({ words, environment, cwd: root, input: stopIn(root) }))
  const longest = programs.filter(({ words }) => words.some((word) => word.endsWith('persistent-mode.mjs')))
  return { all: timedAnswer(programs), longest: timedAnswer(longest) }
}

function ownRows({ node, nowhere, few: small, many: large }: Record<Side, Rounds>): Row[] {
  return [
    differenceRow('no workspace / node -e 0', compare(nowhere, node), most.nowhere),
    differenceRow(`${few} tracked files / node -e 0`, compare(small, node), most.few),
    durationRow('  the same as a ratio', compare(small, node), most.fewRatio),
    differenceRow(`${many} tracked files / node -e 0`, compare(large, node), most.many),
  ]
}

function peerRows({ few: small, all, longest }: Pick<Record<Side, Rounds>, 'few'> & Partial<Record<Peer, Rounds>>): Row[] {
  const names = [`${few} tracked files / Stop of ${titleOf('sisyphus')}`, '  / its persistent-mode.mjs alone']
  if (!all || !longest) return names.map((measure) => ({ measure, ours: '', theirs: absent }))
  return [durationRow(names[0]!, compare(small, all), most.peer), durationRow(names[1]!, compare(small, longest))]
}
