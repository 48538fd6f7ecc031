import { type ApprovalKind, answerOf } from '../gates/approval.ts'
import { governDenial } from '../gates/governance.ts'
import { answerApproval, approvalsOf, insertApproval, withdrawApproval } from '../storage/approvals.ts'
import type { ApprovalRow, ApprovalState } from '../storage/tables.ts'
import { endingOf } from './end-run.ts'
import type { Engine, PersonsAnswer } from './engine.ts'
import { govern } from './govern.ts'
import type { Journal } from './journal.ts'
import { leftBy } from './reading.ts'

/** What a person is asked about. */
export interface Question {
  kind: ApprovalKind
  asked: { seq: number }
  sha: string
  digest: string | null
  proposal?: { preview?: string } | undefined
  decision: { summary: string }
}

/** Whether the mode of the task or a person says yes; where not, the journal and the run say what comes instead. */
export async function isApproved(engine: Engine, journal: Journal, question: Question): Promise<boolean> {
  if (wasJustApproved(journal, question)) return true
  const rows = await engine.runtime.transaction('read', ({ db }) => approvalsOf(db, journal.row.id))
  const open = rows.findLast(({ id, step, state }) => step === question.asked.seq && state !== 'withdrawn' && !isTaken(journal, id))
  if (open && isAnswerTo(open, question)) return take(journal, open)
  const approved_for_run = rows.some((row) => row.id !== open?.id && isForRun(row))
  const answer = answerOf(question.kind, engine.task.approvalMode, { approved_for_run })
  if (answer !== 'ask') return answerByMode(journal, question, answer)
  const stillAsked = open?.state === 'pending' && isAbout(open, question) ? open : undefined
  return askPerson(engine, journal, question, stillAsked ?? (await request(journal, question, open)))
}

function isForRun({ scope, state, kind }: ApprovalRow): boolean {
  return scope === 'run' && state === 'approved' && kind === 'mutation'
}

/** Whoever died between a yes and its action need not ask again. */
function wasJustApproved({ steps }: Journal, { sha, digest }: Question): boolean {
  const last = steps.findLast(({ outcome }) => outcome !== 'lost')
  return last?.kind === 'approval' && leftBy(last).answer === 'approve' && isAbout(last, { sha, digest })
}

function isTaken({ steps }: Journal, id: string): boolean {
  return steps.some((step) => step.kind === 'approval' && leftBy(step).approval_id === id)
}

/** A yes holds for one action on one content of the files, and for no other; a no or a comment holds in any case. */
function isAnswerTo(row: ApprovalRow, question: Question): boolean {
  return row.state !== 'pending' && (row.state !== 'approved' || isAbout(row, question))
}

type Subject = Pick<Question, 'sha' | 'digest'>

function isAbout(row: { action_sha256: string | null; digest?: string | null; digest_before?: string | null }, { sha, digest }: Subject) {
  return row.action_sha256 === sha && (row.digest ?? row.digest_before ?? null) === digest
}

async function answerByMode(journal: Journal, question: Question, answer: 'approve' | 'deny'): Promise<boolean> {
  const { kind } = question
  journal.event('approval_requested', { kind, preview: previewOf(question) })
  journal.event('approval_result', { kind, answer, via: 'auto' })
  if (answer === 'deny') await journal.commit(denial(journal, kind))
  return answer === 'approve'
}

function denial(journal: Journal, kind: ApprovalKind) {
  return endingOf(journal, govern(journal, { decision: governDenial(`approval_denied: ${kind}.`), counters: journal.counters }))
}

/** Asks somebody who is there; without one the run waits. */
async function askPerson(engine: Engine, journal: Journal, question: Question, approval: ApprovalRow): Promise<boolean> {
  const answer = await engine.ask?.(approval)
  if (answer === undefined) {
    await journal.commit({ status: 'waiting_approval', owner: null })
    return false
  }
  const given = { ...rowOf(answer), answered_at: journal.now().toISOString(), answered_by: 'user', via: 'cli' } as const
  // Somebody who answered elsewhere meanwhile was first.
  await journal.commit({}, ({ db }) => answerApproval(db, approval.id, given))
  // While a person thought about it, the files may have changed: then everything about the action is found out again.
  const isSame = question.digest === null || question.digest === (await engine.tools.digest())
  return isSame && isApproved(engine, journal, question)
}

/** A question about files that have changed since is withdrawn and asked anew. */
async function request(journal: Journal, question: Question, other: ApprovalRow | undefined): Promise<ApprovalRow> {
  const { kind, sha, digest, asked } = question
  const row: ApprovalRow = {
    ...{ id: `ap_${journal.newId()}`, run_id: journal.row.id, step: asked.seq },
    ...{ kind, action_sha256: sha, digest, preview: previewOf(question) },
    ...{ state: 'pending', scope: 'once', comment: null, requested_at: journal.now().toISOString() },
    ...{ answered_by: null, answered_at: null, via: null },
  }
  journal.event('approval_requested', { approval_id: row.id, kind, preview: row.preview })
  journal.emit('run.waiting', { approval_id: row.id, kind })
  await journal.commit({}, async ({ db }) => {
    if (other) await withdrawApproval(db, other.id)
    await insertApproval(db, row)
  })
  return row
}

function previewOf({ proposal, decision }: Question): string {
  return (proposal?.preview ?? decision.summary).slice(0, 64 * 1024)
}

/** The state of a question by how a person answered it. */
export const states: Readonly<Record<PersonsAnswer['answer'], ApprovalState>> = {
  approve: 'approved',
  deny: 'denied',
  revise: 'revised',
  reply: 'replied',
}

function rowOf({ answer, scope = 'once', comment }: PersonsAnswer) {
  return { state: states[answer], scope, comment: comment ?? null }
}

/** Goes on with what a person answered; a comment of theirs is told to the model. */
export async function take(journal: Journal, row: ApprovalRow): Promise<boolean> {
  const { id, state, comment, via, kind, action_sha256, digest: digest_before } = row
  const answer = (Object.keys(states) as PersonsAnswer['answer'][]).find((word) => states[word] === state)!
  journal.event('approval_result', { approval_id: id, kind, answer, via, ...(comment && { comment }) })
  journal.emit('approval.answered', { answer, kind })
  const outcome = answer === 'deny' ? 'denied' : 'ok'
  const result = { answer, approval_id: id, feedback: saidIn(row) }
  const change = answer === 'deny' ? denial(journal, kind) : {}
  await journal.record({ kind: 'approval', action_sha256, digest_before }, { outcome, result }, change)
  return answer === 'approve'
}

function saidIn({ comment, kind, state }: ApprovalRow): string[] {
  if (comment) return [`A person says: ${comment}`]
  return kind === 'question' && state === 'approved' ? ['A person says: yes.'] : []
}
