import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withRuntime } from '../../../packages/loop-runtime/src/cli/local-runtime.ts'
import { startRun } from '../../../packages/loop-runtime/src/run/start-run.ts'
import { receiptsSince } from '../../../packages/loop-runtime/src/storage/receipts.ts'
import { runnable, settleTask } from '../../../packages/loop-runtime/src/task/settle-task.ts'
import type { WrittenTask } from '../../../packages/loop-runtime/src/task/task.ts'
import { repository } from '../../lib/repository.ts'
import type { Row, Section } from '../../lib/row.ts'
import { emptyFolder } from '../../lib/servers.ts'
import { type Behaviour, behaviours, source, sourceOf, testFile, testsOf } from './behaviours.ts'
import { modelSaying } from './scripted.ts'
import { type SmallTask, smallTasks } from './small-tasks.ts'

interface Verdict {
  behaviour: Behaviour
  ours: boolean
  /** Whether the last test run was green. */
  green: boolean
  findings: readonly string[]
}

type Quality = NonNullable<WrittenTask['quality']>

/** As an operator sets it who lets nobody at the tests; and as it is unless set. */
const strict: Quality = { failOn: ['no_tests', 'verifier_changed', 'fewer_tests'] }
const usual: Quality = {}

/** Whose work is accepted: ours, and the rule that the last test run was green. */
export async function measureVerdicts(): Promise<Section> {
  const held = await all(strict, behaviours)
  // The others go the same way by default.
  const lenient = await all(
    usual,
    behaviours.filter(({ name }) => name.startsWith('test ')),
  )
  return {
    title: `${smallTasks.length} small tasks, each done in ${behaviours.length} ways: ours / the last test run was green`,
    rows: rowsOf(held, lenient),
    notes,
  }
}

const notes = [
  'Auto-approved, with failOn: no_tests, verifier_changed, fewer_tests. Runs in process with a scripted model; the tests are real.',
  'By default a patch of a test is asked of a person and becomes a finding; the last rows have nobody who looks at the question.',
]

async function all(quality: Quality, ways: readonly Behaviour[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  const pairs = smallTasks.flatMap((task) => ways.map((behaviour) => ({ task, behaviour })))
  const worker = async () => {
    for (let next = pairs.shift(); next; next = pairs.shift()) verdicts.push(await play(next.task, next.behaviour, quality))
  }
  await Promise.all([worker(), worker()])
  return verdicts
}

async function play(task: SmallTask, behaviour: Behaviour, quality: Quality): Promise<Verdict> {
  const workspace = repository({
    'package.json': '{ "type": "module" }\n',
    [source]: sourceOf(task, task.bug),
    ...(behaviour.tests !== false && { [testFile]: testsOf(task) }),
  })
  const flags = {
    workspace,
    goal: `Mend ${task.name}`,
    testCommand: 'node --test',
    approvalMode: 'auto',
    sandbox: 'off',
    quality: { ...quality },
  } as const
  const path = join(emptyFolder(), 'state.sqlite')
  const environment = { PATH: process.env.PATH, HOME: emptyFolder() }
  return withRuntime({ path, environment }, async (runtime) => {
    const model = modelSaying(behaviour.says(task))
    const run = await startRun(runnable(settleTask({ flags })), { runtime, skillFolders: [], model })
    await requireTrue(task, behaviour, workspace)
    const receipts = await runtime.transaction('read', ({ db }) => receiptsSince(db, run.root, run.created_at))
    const green = receipts.findLast(({ kind }) => kind === 'tests')?.exit_code === 0
    const { findings = [] } = run.report === null ? {} : JSON.parse(run.report)
    return { behaviour, ours: run.status === 'completed', green, findings }
  })
}

/** A case must be what its name says: what is right works, and what is not does not. */
async function requireTrue(task: SmallTask, { name, right }: Behaviour, workspace: string): Promise<void> {
  const code = `${readFileSync(join(workspace, source), 'utf8')}\nexport default [${task.cases.map(([asked, value]) => `Object.is(${asked}, ${value})`)}]`
  const { default: held }: { default: boolean[] } = await import(`data:text/javascript,${encodeURIComponent(code)}`)
  if (held.every(Boolean) !== (right === true)) throw new Error(`${task.name}, ${name}: it is not what its name says`)
}

function rowsOf(held: readonly Verdict[], lenient: readonly Verdict[]): Row[] {
  const isWrong = ({ behaviour }: Verdict) => !behaviour.right
  const counts = (list: readonly Verdict[], is: (verdict: Verdict) => boolean) => `${list.filter(is).length} of ${list.length}`
  const pair = (measure: string, list: readonly Verdict[], accepted: boolean): Row => ({
    measure,
    ours: counts(list, ({ ours }) => ours === accepted),
    theirs: counts(list, ({ green }) => green === accepted),
    limit: { text: '0', kept: list.every(({ ours }) => ours !== accepted) },
  })
  const wrong = held.filter(isWrong)
  const unseen = lenient.filter(isWrong).filter(({ ours, findings }) => ours && !findings.some((name) => name === 'verifier_changed'))
  return [
    pair('wrongly accepted', wrong, true),
    ...behaviours
      .filter(({ right }) => !right)
      .map(({ name }) =>
        pair(
          `  ${name}`,
          wrong.filter(({ behaviour }) => behaviour.name === name),
          true,
        ),
      ),
    pair(
      'wrongly rejected',
      held.filter(({ behaviour }) => behaviour.right),
      false,
    ),
    { measure: 'by default, tests edited or deleted: accepted', ours: counts(lenient.filter(isWrong), ({ ours }) => ours), theirs: '' },
    {
      measure: '  of these without a finding that says so',
      ours: String(unseen.length),
      theirs: '',
      limit: { text: '0', kept: unseen.length === 0 },
    },
  ]
}
