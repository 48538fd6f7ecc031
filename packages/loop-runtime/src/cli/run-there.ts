import { setTimeout as sleep } from 'node:timers/promises'
import { type CommandSurroundings, usage } from 'loop-core'
import type { z } from 'zod'
import type { WrittenTask } from '../task/task.ts'
import { openLiveView } from '../view/live.ts'
import type { ApprovalView } from '../views/approval.ts'
import type { RunView } from '../views/run.ts'
import { hasEnded } from '../words.ts'
import { answerHere } from './answer-here.ts'
import { given, type RunFlags } from './run-flags.ts'

type Run = z.output<typeof RunView>
type Approval = z.output<typeof ApprovalView>

const pollMs = 400

/** Has a server drive a run, shows it here while it goes on, and asks the person here what it asks of people. */
export async function runThere(surroundings: CommandSurroundings, flags: RunFlags): Promise<number> {
  const { caller, signal } = surroundings
  const asked = askedOf(flags)
  const { run_id } = (await caller.call('start_run', asked)) as { run_id: string }
  const run = await follow(surroundings, run_id, flags)
  return signal.aborted && !hasEnded(run.status) ? leave(surroundings, run) : report(surroundings, run)
}

const local: Readonly<Partial<Record<keyof WrittenTask, string>>> = {
  testCommand: '--test-command',
  typecheckCommand: '--typecheck-command',
  sandbox: '--sandbox',
  sandboxNetwork: '--sandbox-network',
  traceDbPath: '--trace-db',
}

/** What a client may say of a run. Commands, sandbox and records are the operator's, whose server has the files. */
function askedOf({ flags, task, skillsDir, record, workRef: work_ref }: RunFlags) {
  const own = [
    task && '--task',
    skillsDir && '--skills-dir',
    record && '--record',
    ...Object.entries(local).map(([key, flag]) => key in flags && flag),
  ]
  const refused = own.filter((flag) => typeof flag === 'string')
  if (refused.length > 0)
    throw usage(`${refused.join(', ')} cannot be said to a server, which has its own.`, ['Unset LOOP_SERVER to drive the run here.'])
  if (!flags.goal) throw usage('Say what shall be done: --goal TEXT')
  const { goal, workspace, skill, model, worktree, budget = {} } = flags
  const limits = given({
    max_iterations: budget.maxIterations,
    max_wall_seconds: budget.maxWallSeconds,
    max_tokens: budget.maxTokens,
    max_cost_usd: budget.maxCostUsd,
  })
  return given({ goal, workspace, skill, model, worktree, work_ref, budget: limits })
}

/** Looks at a run again and again until it ends, or stands still until somebody does something. */
async function follow(surroundings: CommandSurroundings, run_id: string, { flags, quiet }: RunFlags): Promise<Run> {
  const { caller, stderr, environment, signal } = surroundings
  const view = openLiveView({ stderr, environment, quiet })
  const events = eventsOf(surroundings, run_id)
  try {
    for (;;) {
      // First the run: what it says has happened stands in the trace that is read behind it.
      const { run } = (await caller.call('get_run', { run_id })) as { run: Run }
      for await (const event of events()) view.event(event)
      if (hasEnded(run.status) || run.status === 'interrupted' || signal.aborted) return run
      if (run.status === 'waiting_approval') {
        view.pause()
        if (!(await answer(surroundings, run_id, flags.approvalMode))) return run
      }
      await sleep(pollMs, undefined, { signal }).catch(() => {})
    }
  } finally {
    view.close()
  }
}

interface Page {
  events: { seq: number; type: string; payload: Record<string, unknown> }[]
  after?: number
}

/** Gives, each time it is called, what has come since. */
function eventsOf({ caller }: CommandSurroundings, run_id: string): () => AsyncGenerator<Page['events'][number]> {
  let seen = 0
  return async function* () {
    for (;;) {
      const { events, after } = (await caller.call('list_run_events', { run_id, after: seen, limit: 100 })) as Page
      yield* events
      seen = events.at(-1)?.seq ?? seen
      if (after === undefined) return
    }
  }
}

/** Whether the run goes on: somebody answered, here or elsewhere. */
async function answer(surroundings: CommandSurroundings, run_id: string, mode: WrittenTask['approvalMode']): Promise<boolean> {
  const { caller } = surroundings
  const { approvals } = (await caller.call('list_approvals', { run_id, state: 'pending' })) as { approvals: Approval[] }
  const [approval] = approvals
  if (approval === undefined) return true
  const given = await answerHere(surroundings, approval, mode)
  if (given === undefined) return false
  await caller.call('respond_approval', { approval_id: approval.approval_id, ...given })
  return true
}

function leave({ stderr }: CommandSurroundings, { run_id }: Run): number {
  stderr.write(
    `The run goes on there. How it stands: loop-runtime run get --run-id ${run_id}\nEnd it: loop-runtime run cancel --run-id ${run_id}\n`,
  )
  return 1
}

async function report({ print }: CommandSurroundings, run: Run): Promise<number> {
  const { run_id, status, final_answer, reason, branch } = run
  const lines = [`Task ${run_id}: ${status}`, final_answer, status === 'completed' ? null : reason, ...nextSteps(run)]
  await print({ run_id, status, final_answer, reason, ...(branch !== undefined && { branch }) }, () => lines.filter(Boolean).join('\n'))
  return status === 'completed' ? 0 : 1
}

function nextSteps({ run_id, status, branch }: Run): string[] {
  if (status === 'waiting_approval')
    return [
      'It waits for a person. What it asks: loop-runtime approval list --state pending',
      'Answer, and it goes on: loop-runtime approval respond --approval-id ID --answer approve',
    ]
  if (status === 'interrupted') return [`Go on: loop-runtime run resume --run-id ${run_id}`]
  return branch === undefined ? [] : [`Its work is one commit: git merge ${branch}`]
}
