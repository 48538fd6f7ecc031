import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { withRuntime } from '../../../packages/loop-runtime/src/cli/local-runtime.ts'
import { latestRun, stepsOf } from '../../../packages/loop-runtime/src/storage/runs.ts'
import type { StepRow } from '../../../packages/loop-runtime/src/storage/tables.ts'
import { startNode } from '../../lib/processes.ts'
import type { Row, Section } from '../../lib/row.ts'
import { emptyFolder, loop } from '../../lib/servers.ts'

const bin = join(import.meta.dirname, '../../../packages/loop-runtime/dist/bin.js')
const points = 200
const atOnce = 2
const steps = 20

/** What a run leaves that was killed at a random moment and resumed. */
interface Aftermath {
  lost: string[]
  repeated: string[]
}

/** The command killed from outside at random moments of a run of twenty steps, and what `resume` makes of it. */
export async function measureCrash(seed = Date.now() % 1_000_000): Promise<Section> {
  const random = seeded(seed)
  const whole = await unbroken()
  const moments = Array.from({ length: points }, () => random() * whole)
  const found: Aftermath[] = []
  const work = async () => {
    for (let moment = moments.pop(); moment !== undefined; moment = moments.pop()) {
      const after = await killedAt(moment)
      if (after) found.push(after)
      // It had not begun, or had ended: another moment takes the place of this one.
      else moments.push(random() * whole)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  const faults = found.flatMap(({ lost, repeated }) => [...lost, ...repeated])
  return {
    title: `kill -9 at ${points} random moments of a run of ${steps} steps, then resume`,
    rows: [
      row(
        'lost',
        found.flatMap(({ lost }) => lost),
      ),
      row(
        'repeated',
        found.flatMap(({ repeated }) => repeated),
      ),
    ],
    notes: [`Seed ${seed}; a whole run took ${Math.round(whole)} ms.`, ...faults.slice(0, 5)],
  }
}

function row(measure: string, faults: readonly string[]): Row {
  return { measure, ours: `${faults.length}`, theirs: '', limit: { text: '0', kept: faults.length === 0 } }
}

/** A repository whose file gets a line with each patch, and a script of who writes them. */
function repository() {
  const [root, records] = [emptyFolder(), emptyFolder()]
  writeFileSync(join(root, 'lines.txt'), 'begin\nend\n')
  const replies = [...Array.from({ length: steps }, (_, index) => said(index)), finish]
  writeFileSync(join(records, 'script.yaml'), replies.map((reply) => `- ${JSON.stringify(reply)}\n`).join(''))
  const { words, environment } = loop(bin)
  const file = join(records, 'state.sqlite')
  const start = (more: readonly string[]) =>
    startNode([...words, ...more, '--quiet', '--trace-db', file], { env: environment, cwd: root, stdio: 'ignore' })
  return {
    root,
    file,
    run: () =>
      start([
        ...['run', '--workspace', root, '--goal', 'Write the lines', '--model', `scripted:${join(records, 'script.yaml')}`],
        ...['--test-command', 'grep -q begin lines.txt', '--auto-approve', '--max-iterations', `${steps * 2}`, '--sandbox', 'off'],
      ]),
    resume: (id: string) => start(['resume', id]),
  }
}

const lineOf = (index: number) => `line ${index}`
const isPatch = (index: number) => index % 3 === 1 && index < steps - 1

/** Reads, patches and tests in turn; the last step tests. */
function said(index: number): object {
  const edit = { path: 'lines.txt', search: 'end\n', replace: `${lineOf(index)}\nend\n` }
  if (isPatch(index)) return { calls: [{ tool: 'repo_apply_patch', args: { edits: [edit] } }] }
  if (index % 3 === 2 || index === steps - 1) return { calls: [{ tool: 'repo_run_tests' }] }
  return { calls: [{ tool: 'repo_read_file', args: { path: 'lines.txt', maxBytes: 100 + index } }] }
}

const finish = { calls: [{ tool: 'finish', args: { final_answer: 'All lines stand there.', confidence: 0.9 } }] }

async function unbroken(): Promise<number> {
  const { run } = repository()
  const started = performance.now()
  const [code] = await once(run(), 'exit')
  if (code !== 0) throw new Error(`The run that nobody kills ended with ${code}.`)
  return performance.now() - started
}

async function killedAt(moment: number): Promise<Aftermath | undefined> {
  const place = repository()
  const child = place.run()
  const ended = once(child, 'exit')
  await Promise.race([setTimeout(moment), ended])
  child.kill('SIGKILL')
  await ended
  const before = await journalIn(place.file)
  if (before?.run.status !== 'running') return undefined
  const resumed = place.resume(before.run.id)
  await once(resumed, 'exit')
  const after = await journalIn(place.file)
  return aftermath(place.root, before.steps, after!)
}

async function journalIn(path: string) {
  return withRuntime({ path, environment: {} }, (runtime) =>
    runtime.transaction('read', async ({ db }) => {
      const run = await latestRun(db)
      return run && { run, steps: await stepsOf(db, run.id), patches: await patchesOf(db, run.id) }
    }),
  )
}

type Database = Parameters<typeof latestRun>[0]

async function patchesOf(db: Database, id: string): Promise<number> {
  const rows = await db.selectFrom('runtime_receipts').select('id').where('run_id', '=', id).where('kind', '=', 'patch').execute()
  return rows.length
}

type After = NonNullable<Awaited<ReturnType<typeof journalIn>>>

function aftermath(root: string, before: readonly StepRow[], { run, steps: now, patches }: After): Aftermath {
  const lines = readFileSync(join(root, 'lines.txt'), 'utf8').split('\n').slice(1, -2)
  const wanted = Array.from({ length: steps }, (_, index) => index).filter(isPatch)
  const replies = now.filter(({ kind, outcome }) => kind === 'model' && outcome === 'ok').length
  const ended = before.filter(({ result_at }) => result_at !== null)
  const kept = ended.every((step, index) => JSON.stringify(step) === JSON.stringify(now[index]))
  const seen = `after row ${before.length}`
  const told = (faults: readonly (string | false)[]) => faults.filter((fault) => fault !== false)
  return {
    lost: told([
      run.status !== 'completed' && `${seen}: ${run.status}, ${run.reason}`,
      !wanted.every((index) => lines.includes(lineOf(index))) && `${seen}: a line is missing of ${lines.join(', ')}`,
      !kept && `${seen}: a row of the journal changed`,
      replies < steps + 1 && `${seen}: ${replies} replies`,
    ]),
    repeated: told([
      new Set(lines).size < lines.length && `${seen}: a line stands twice in ${lines.join(', ')}`,
      patches > wanted.length && `${seen}: ${patches} receipts of patches`,
      replies > steps + 1 && `${seen}: ${replies} replies`,
    ]),
  }
}

/** Random numbers that can be had again (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
