import { actorId, LoopError, type TransactionContext } from 'loop-core'
import { driveJob } from '../jobs/drive-job.ts'
import { states, take } from '../run/approve.ts'
import type { PersonsAnswer } from '../run/engine.ts'
import { Journal } from '../run/journal.ts'
import { awaitedJob } from '../run/owner.ts'
import { leaseLost } from '../run/refusals.ts'
import type { RuntimeDatabase } from '../runtime.ts'
import { answerApproval, findApproval } from '../storage/approvals.ts'
import { changeRun, findRun, stepsOf } from '../storage/runs.ts'
import type { ApprovalRow, RunRow } from '../storage/tables.ts'
import { alreadyAnswered, approvalNotFound, selfApproval } from './refusals.ts'
import { runtimeWithin } from './within.ts'

/** What was answered, and where that leaves the run. */
export interface Responded {
  approval: ApprovalRow
  run: RunRow
  next: string
}

/** Writes down what a person answers. Whoever drives the run does what follows from it; a denial ends it here. */
export async function respond(context: TransactionContext, id: string, answer: PersonsAnswer): Promise<Responded> {
  refuseWithoutComment(answer)
  const db = context.db as RuntimeDatabase
  const found = await findApproval(db, id)
  if (found === undefined) throw approvalNotFound()
  const run = (await findRun(db, found.run_id))!
  if (run.actor === actorId(context.actor)) throw selfApproval()
  const approval = { ...found, ...answerOf(context, answer) }
  if (!(await answerApproval(db, id, approval))) throw alreadyAnswered((await findApproval(db, id)) ?? found)
  const after = await goOn(context, run, approval)
  return { approval, run: after, next: nextOf(after) }
}

function refuseWithoutComment({ answer, comment }: PersonsAnswer): void {
  if ((answer === 'revise' || answer === 'reply') && comment === undefined)
    throw new LoopError('invalid_input', `comment: is missing, and ${answer} needs one.`, {
      hints: ['Say what the run shall do instead.'],
    })
}

function answerOf({ actor, now }: TransactionContext, { answer, scope = 'once', comment = undefined }: PersonsAnswer) {
  const via: ApprovalRow['via'] = actor.key === undefined ? 'cli' : 'http'
  return { state: states[answer], scope, comment: comment ?? null, answered_by: actorId(actor), answered_at: now().toISOString(), via }
}

/** A run that is driven right now hears of it by itself; of the others a job, a client or a terminal goes on with it. */
async function goOn(context: TransactionContext, run: RunRow, approval: ApprovalRow): Promise<RunRow> {
  if (run.status !== 'waiting_approval') return run
  const db = context.db as RuntimeDatabase
  const isDenied = approval.state === 'denied'
  if (!(await changeRun(db, run, isDenied ? takenFrom(run) : handedOn(run, context.now())))) throw leaseLost(run.id)
  const after = { ...(await findRun(db, run.id))! }
  if (isDenied) return endDenied(context, after, approval)
  if (after.owner === awaitedJob) context.enqueue(driveJob(after))
  return after
}

function takenFrom({ generation }: RunRow): Partial<RunRow> {
  return { status: 'running', generation: generation + 1, owner: null }
}

function handedOn({ driver, by_job, generation }: RunRow, now: Date): Partial<RunRow> {
  if (driver === 'host') return { status: 'waiting_host', owner: null }
  if (by_job === 0) return { status: 'interrupted', owner: null }
  return { status: 'running', owner: awaitedJob, generation: generation + 1, heartbeat_at: now.toISOString() }
}

async function endDenied(context: TransactionContext, row: RunRow, approval: ApprovalRow): Promise<RunRow> {
  const journal = new Journal(runtimeWithin(context), { row, steps: await stepsOf(context.db as RuntimeDatabase, row.id) })
  await take(journal, approval)
  return journal.row
}

function nextOf({ id, status, driver }: RunRow): string {
  if (status === 'waiting_host') return 'The client that drives the run calls run_step without a decision.'
  if (status === 'interrupted' && driver === 'model') return `Go on with it: loop-runtime resume ${id}.`
  return status === 'running' ? 'The run goes on.' : 'The run has ended.'
}
