import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'loop-core'
import { testDatabases, testLoop } from 'loop-core/testing'
import { loopCtl } from 'loop-ctl'
import { loopGate } from 'loop-gate'
import { loopLearn } from 'loop-learn'
import { loopQueue } from 'loop-queue'
import { loopRuntime } from 'loop-runtime'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { commitAll } from '../../packages/loop-runtime/src/files/fixtures/workspace.ts'

const modules = [loopLearn, loopCtl, loopGate, loopQueue, loopRuntime]

// biome-ignore lint/suspicious/noExplicitAny: answers of many tools, whose shapes their own schemas have checked
type Answer = any

/** A person alone on their machine, who works through all servers at once. */
describe.each(testDatabases())('what loop-learn hears of its siblings on $name', ({ create }) => {
  let url: string
  let drop: () => Promise<void>
  beforeAll(async () => {
    ;({ url, drop } = await create(modules))
  })
  afterAll(() => drop())

  it('is what they really say: each of them becomes an observation of the agent, once', async () => {
    const { call, observations, work } = together()
    await rejectStory(call)
    await sendTaskBack(call)
    await call('should_continue', { task_summary: 'Mend the login', work_done: 'x', stopping_reason: 'task_complete', confidence: 0.9 })
    await abandonRun(call)
    await work()
    const expected = [
      'completion:refuted Login form',
      'completion:refuted Write the report',
      'completion:refuted run',
      'completion:refuted run',
      'struggle The tests are missing.',
      'struggle run-abandoned',
      'struggle stopped-early',
    ]
    await expect.poll(observations, { timeout: 20_000 }).toEqual(expected)
  })

  function together() {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'loop-learn-')))
    onTestFinished(() => rmSync(root, { recursive: true, force: true }))
    writeFileSync(join(root, 'a.txt'), 'broken\n')
    commitAll(root)
    const environment = { LOOP_HOME: root, LOOP_WORKSPACE: root, LOOP_SESSION: 'session-1', LOOP_RUNTIME_SANDBOX: 'off' }
    const loop = testLoop(modules, { databaseUrl: url, environment })
    onTestFinished(() => loop.close())
    const call = async (name: string, input: object = {}): Promise<Answer> => {
      loop.pass(1_000)
      return loop.call(name, input)
    }
    const observations = () => loop.application.storage.transaction('local', 'read', observed)
    return { call, observations, work: loop.work }
  }
})

type Call = (name: string, input?: object) => Promise<Answer>

async function rejectStory(call: Call): Promise<void> {
  const { project } = await call('create_project', { name: 'Shop', slug: 'shop' })
  const { epic } = await call('create_epic', { project_id: project.id, number: 1, title: 'Accounts' })
  const { story } = await call('create_story', { epic_id: epic.id, number: '1.1', title: 'Login form' })
  const story_id = story.id
  await call('contract_story', { story_id, story_title: 'Login form', ac_count: 0 })
  for (const step of ['claim_story', 'start_story', 'request_review', 'report_story']) await call(step, { story_id })
  await call('reject_story', { story_id, reason: 'The tests are missing.' })
}

async function sendTaskBack(call: Call): Promise<void> {
  const { task } = await call('create_task', { title: 'Write the report', status: 'approved' })
  const { lease } = await call('claim_task', { task_id: task.id })
  await call('complete_task', { task_id: task.id, lease_token: lease.token })
  await call('update_task', { task_id: task.id, status: 'open' })
}

async function abandonRun(call: Call): Promise<void> {
  const { run_id } = await call('begin_run', { goal: 'Mend it' })
  for (const final_answer of ['Done', 'Really done']) await call('finish_run', { run_id, final_answer })
}

/** In short, sorted by their kind, and whose they are checked. */
async function observed(db: Database): Promise<string[]> {
  // biome-ignore lint/suspicious/noExplicitAny: a table of the module, read as it is
  const rows: Answer[] = await (db as any).selectFrom('learn_observations').selectAll().execute()
  for (const { learner_id, about, source } of rows) expect([learner_id, about, source]).toEqual(['owner', 'implementer-local', 'event'])
  return rows
    .map(({ kind, outcome, topic, content }) => `${kind}${outcome ? `:${outcome}` : ''} ${topic ?? content.split(' run_')[0]}`)
    .sort()
}
