import { testLoop } from '../../../packages/core/src/testing/loop.ts'
import { loopGate } from '../../../packages/loop-gate/src/index.ts'
import { judgeSelfReport, type Report } from '../../../packages/loop-gate/src/judge/self-report.ts'
import { databaseUrl } from '../../lib/gate-decisions.ts'
import { shrimp } from '../../lib/gate-peers.ts'
import { connectStdio, type StdioConnection } from '../../lib/stdio-client.ts'
import { type Answer, callTool, era } from '../../lib/tools.ts'
import type { Workshop } from './workshop.ts'

/** Whether the agent's own words are accepted by the rules of the reference document. */
export function byWords(report: Report): boolean {
  return judgeSelfReport(report).issues.length === 0
}

/** The gate of a folder through its real operations, as a client's hook and an agent call them. */
export interface Evidence {
  /** A session before this one, which ends with its checks run. */
  before(): Promise<void>
  begin(): Promise<void>
  /** Runs the checks, as an agent does that follows the guide. */
  runChecks(): Promise<void>
  /** Whether the tool accepts a report as complete. */
  tool(report: Report): Promise<boolean>
  /** Whether a stop is let go, whether as complete, and the outcome that is kept. */
  stop(report: Report): Promise<{ letGo: boolean; accepted: boolean; outcome: string; why: string }>
  close(): Promise<void>
}

const session = 'case'

export function evidenceOf({ folder }: Workshop): Evidence {
  const { root, home } = folder
  const environment = { LOOP_HOME: home, LOOP_WORKSPACE: root, LOOP_SESSION: session }
  const loop = testLoop([loopGate], { databaseUrl: databaseUrl(folder), environment, clock: () => new Date() })
  const call = (name: string, input: object) => loop.call(name, input) as Promise<Answer>
  const hook = (event: string, more: object) => call('answer_hook', { hook_event_name: event, session_id: session, cwd: root, ...more })
  return {
    async before() {
      await hook('Stop', { session_id: 'earlier' })
    },
    async begin() {
      await hook('SessionStart', { source: 'startup' })
    },
    async runChecks() {
      await call('run_checks', {})
    },
    tool: async (report) => (await call('should_continue', report)).outcome === 'complete',
    async stop({ work_done }) {
      const answer = await hook('Stop', { last_assistant_message: work_done, prompt_id: 'p1' })
      const kept = await newestStop(loop)
      const criteria = JSON.parse(kept.criteria ?? '[]') as Answer[]
      const why = criteria.map(({ id, verdict, reason }) => `${id} ${verdict}${reason ? ` ${reason}` : ''}`).join(', ')
      const letGo = answer.decision === undefined
      return { letGo, accepted: letGo && kept.outcome === 'complete', outcome: kept.outcome, why }
    },
    close: () => loop.close(),
  }
}

async function newestStop({ application }: ReturnType<typeof testLoop>): Promise<Answer> {
  const rows: Answer[] = await application.storage.transaction('local', 'read', (db) =>
    db.selectFrom('gate_decisions').selectAll().where('session', '=', session).where('door', '=', 'http').execute(),
  )
  return rows.at(-1)
}

/** The task manager to which an agent gives a score of its own work; it ends a task from 80 on. */
export interface Scores {
  accepts(report: Report): Promise<boolean>
  close(): Promise<void>
}

export async function scores(): Promise<Scores | undefined> {
  const command = shrimp()
  if (command === undefined) return undefined
  const server = await connectStdio(command, era)
  return { accepts: (report) => verified(server, report), close: () => server.close() }
}

let tasks = 0

async function verified(server: StdioConnection, { task_summary, work_done, confidence = 1 }: Report): Promise<boolean> {
  const name = `Task ${++tasks}`
  const task = { name, description: task_summary, implementationGuide: task_summary, verificationCriteria: 'All tests pass' }
  await callTool(server, 'split_tasks', { updateMode: 'append', tasksRaw: JSON.stringify([task]) })
  const taskId = await idOf(server, name)
  await callTool(server, 'execute_task', { taskId })
  await callTool(server, 'verify_task', { taskId, summary: work_done, score: Math.round(confidence * 100) })
  return (await callTool(server, 'get_task_detail', { taskId })).includes('completed')
}

async function idOf(server: StdioConnection, name: string): Promise<string> {
  const listed: string = await callTool(server, 'query_task', { query: name, isId: false, page: 1, pageSize: 20 })
  const found = listed.slice(listed.indexOf(`${name} (ID`))
  const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(found)?.[0]
  if (id === undefined) throw new Error(`The task is not found again: ${listed}`)
  return id
}
