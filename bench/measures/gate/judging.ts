import { absent, howToInstall, titleOf } from '../../lib/gate-peers.ts'
import type { Row, Section } from '../../lib/row.ts'
import { beyond, type Case, cases } from './cases.ts'
import { byWords, type Evidence, evidenceOf, type Scores, scores } from './judges.ts'
import { isDone, type Workshop, workshop } from './workshop.ts'

/** What each side said of one case: true where the work is accepted as complete. */
interface Judged {
  case: Case
  words: boolean
  command: boolean
  score: boolean | undefined
  evidence: boolean
  /** Whether evidence held nobody, as it does where nothing changed and so nothing is claimed. */
  letGo: boolean
  /** What the tool said, where the agent asked it. */
  tool: boolean | undefined
  outcome: string
  why: string
}

type Side = 'words' | 'command' | 'score' | 'evidence'

const atOnce = 2

/** Who may stop, judged by four sides over the same work. */
export async function measureJudging(): Promise<Section[]> {
  const peer = await scores()
  const held = await all(cases, peer)
  const others = await all(beyond, peer)
  await peer?.close()
  return [
    { title: `Judging ${cases.length} made cases: right stops refused, wrong stops accepted`, rows: rowsOf(held), notes: notesOf(held) },
    { title: `Beyond them: ${beyond.length} cases that no check can tell`, rows: kindRows(others), notes: misjudged(others) },
  ]
}

async function all(list: readonly Case[], peer: Scores | undefined): Promise<Judged[]> {
  const judged: Judged[] = []
  const queue = [...list.entries()]
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) judged[next[0]] = await judge(next[1], next[0])
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  // One after the other: its file of tasks is not for several writers.
  for (const each of judged) each.score = await peer?.accepts(each.case.report(each.case.project))
  return judged
}

async function judge(made: Case, index: number): Promise<Judged> {
  const shop = await workshop(made.project, made.runner, made.red === true)
  const evidence = evidenceOf(shop)
  await evidence.before()
  await evidence.begin()
  await made.play(shop)
  await requireTrue(made, shop)
  const report = made.report(made.project)
  const tool = index % 2 === 0 ? undefined : await asked(evidence, report)
  const { accepted, ...rest } = await evidence.stop(report)
  await evidence.close()
  return { case: made, words: byWords(report), command: shop.sawSuccess, score: undefined, evidence: accepted, tool, ...rest }
}

async function asked(evidence: Evidence, report: Parameters<Evidence['tool']>[0]): Promise<boolean> {
  await evidence.runChecks()
  return evidence.tool(report)
}

/** A case must be what its table says: what may stop works, and what may not does not, or has tests that are not run. */
async function requireTrue({ kind, name, right, runner }: Case, shop: Workshop): Promise<void> {
  const done = await isDone(shop)
  const isFocused = kind === 'only'
  if (right ? !done : done && !isFocused) throw new Error(`${kind}, ${name}, ${runner}: ${done ? 'it works' : 'it does not work'}.`)
}

const sides = { words: "rules of the agent's own words", command: 'a test command ended well', score: `${titleOf('shrimp')} verify_task` }

function rowsOf(judged: readonly Judged[]): Row[] {
  return [...pairRows(judged, 'words'), ...pairRows(judged, 'command'), ...pairRows(judged, 'score'), ...kindRows(judged)]
}

/** Both kinds of error, of the evidence profile and of another side. */
function pairRows(judged: readonly Judged[], side: keyof typeof sides): Row[] {
  const [ours, theirs] = [errorsOf(judged, 'evidence'), errorsOf(judged, side)]
  const most = Math.floor(judged.length / 100)
  const said = (count: number | undefined, of: number) => (count === undefined ? absent : `${count} of ${of}`)
  return [
    {
      measure: `${sides[side]}: wrong stops accepted`,
      ours: said(ours?.accepted, ours!.wrong),
      theirs: said(theirs?.accepted, ours!.wrong),
      limit: { text: '0', kept: ours!.accepted === 0 },
    },
    {
      measure: `${sides[side]}: right stops refused`,
      ours: said(ours?.refused, ours!.right),
      theirs: said(theirs?.refused, ours!.right),
      limit: { text: `≤ ${most}`, kept: ours!.refused <= most },
    },
  ]
}

interface Errors {
  right: number
  wrong: number
  accepted: number
  refused: number
}

/** Undefined where the side is not there. */
function errorsOf(judged: readonly Judged[], side: Side): Errors | undefined {
  if (judged.some((each) => each[side] === undefined)) return undefined
  const [right, wrong] = [judged.filter(({ case: { right } }) => right), judged.filter(({ case: { right } }) => !right)]
  const [accepted, refused] = [wrong.filter((each) => each[side]), right.filter((each) => !each[side])]
  return { right: right.length, wrong: wrong.length, accepted: accepted.length, refused: refused.length }
}

/** Of each kind how many were judged wrongly: by evidence, and by words, command and score. */
function kindRows(judged: readonly Judged[]): Row[] {
  const kinds = [...new Set(judged.map(({ case: { kind } }) => kind))]
  return kinds.map((kind) => {
    const of = judged.filter((each) => each.case.kind === kind)
    const count = (side: Side) => {
      const errors = errorsOf(of, side)
      return errors ? String(errors.accepted + errors.refused) : '–'
    }
    const theirs = `${count('words')} · ${count('command')} · ${count('score')}`
    return { measure: `  ${kind} (${of.length}), misjudged`, ours: count('evidence'), theirs }
  })
}

function notesOf(judged: readonly Judged[]): string[] {
  const asked = judged.filter(({ tool }) => tool !== undefined)
  const same = asked.filter(({ tool, evidence }) => tool === evidence)
  return [
    'Real repositories, with tests for node --test, mocha and vitest, and one policy: npm test with min_tests keep, and no ".only(" or ".skip(" in tests.',
    'Ours is the evidence profile: the stop hook, which runs what was not run on these files. Theirs in the rows by kind: words · command · score.',
    'Accepted is what is reported as complete. A stop that is let go with another outcome, such as nothing_due, is counted by nobody as work that is done.',
    `Let go, and not as complete: ${unclaimed(judged).join('; ') || 'none'}.`,
    'A stop is right if the program does what it did and what was asked, and every test that was there is still run.',
    'The score of verify_task is the confidence that the report states.',
    `In ${asked.length} cases the agent calls run_checks and should_continue before; ${same.length} of them were answered as the stop was.`,
    ...misjudged(judged),
    howToInstall,
  ]
}

/** Stops that nobody holds and nobody counts. */
function unclaimed(judged: readonly Judged[]): string[] {
  const others = judged.filter(({ letGo, evidence }) => letGo && !evidence)
  return others.map(({ case: { kind, name, runner }, outcome }) => `${kind}, ${name}, ${runner} (${outcome})`)
}

/** What evidence judged wrongly, by name: those are its limits. */
function misjudged(judged: readonly Judged[]): string[] {
  const lines = judged
    .filter(({ case: { right }, evidence }) => evidence !== (right === true))
    .map(({ case: { kind, name, runner }, evidence, outcome, why }) => {
      return `${evidence ? 'Accepted' : 'Refused'} by evidence: ${kind}, ${name}, ${runner} (${outcome}; ${why})`
    })
  return lines.length > 0 ? lines : ['Evidence judged all of them rightly.']
}
