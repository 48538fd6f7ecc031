import { type ApprovalKind, answerOf } from '../gates/approval.ts'
import { governDenial } from '../gates/governance.ts'
import { answerApproval, approvalsOf, insertApproval } from '../storage/approvals.ts'
import type { ApprovalRow, ApprovalState } from '../storage/tables.ts'
import { endRun } from './end-run.ts'
import type { Engine, PersonsAnswer } from './engine.ts'
import { govern } from './govern.ts'
import type { Journal } from './journal.ts'

/** What a person is asked about. */
export interface Question {
  kind: ApprovalKind
  asked: { seq: number }
  sha: string
  digest: string | null
  proposal?: { preview?: string } | undefined
  decision: { summary: string }
}

export type Approval = 'approved' | 'ended' | 'waiting' | 'told'

/** Has a question answered by the mode of the task or by a person; without one the run waits. */
export async function approve(engine: Engine, journal: Journal, question: Question): Promise<Approval> {
  const rows = await engine.runtime.transaction('read', ({ db }) => approvalsOf(db, journal.row.id))
  const open = rows.find(({ state, step }) => state === 'pending' && step === question.asked.seq)
  const known = rows.findLast((row) => row.step === question.asked.seq && isAbout(row, question) && row.state !== 'pending')
  if (known && known.state !== 'withdrawn') return take(journal, known)
  const approvedForRun = rows.some(({ scope, state, kind }) => scope === 'run' && state === 'approved' && kind === 'mutation')
  const answer = answerOf(question.kind, engine.task.approvalMode, { approved_for_run: approvedForRun })
  if (answer === 'ask') return askPerson(engine, journal, { question, open })
  journal.event('approval_requested', { kind: question.kind, preview: previewOf(question) })
  journal.event('approval_result', { kind: question.kind, answer, via: 'auto' })
  return answer === 'approve' ? 'approved' : denied(journal, `approval_denied: ${question.kind}.`)
}

/** An answer holds for one action on one content of the files, and for no other. */
function isAbout(row: Pick<ApprovalRow, 'action_sha256' | 'digest'>, { sha, digest }: Question): boolean {
  return row.action_sha256 === sha && row.digest === digest
}

async function denied(journal: Journal, reason: string): Promise<Approval> {
  const ends = govern(journal, { decision: governDenial(reason), counters: journal.counters })
  await endRun(journal, ends!.as, { reason })
  return 'ended'
}

interface Open {
  question: Question
  open: ApprovalRow | undefined
}

async function askPerson(engine: Engine, journal: Journal, { question, open }: Open): Promise<Approval> {
  const same = open && isAbout(open, question) ? open : undefined
  const approval = same ?? (await request(journal, { question, open }))
  const answer = await engine.ask?.(approval)
  if (answer === undefined) {
    await journal.commit({ status: 'waiting_approval' })
    return 'waiting'
  }
  const row = { ...approval, ...rowOf(answer), answered_at: journal.now().toISOString(), answered_by: 'user', via: 'cli' as const }
  const { id: _, ...change } = row
  await journal.commit({}, ({ db }) => answerApproval(db, approval.id, change))
  return take(journal, row)
}

/** A question about files that have changed since is withdrawn and asked anew. */
async function request(journal: Journal, { question, open }: Open): Promise<ApprovalRow> {
  const { kind, sha, digest, asked } = question
  const row: ApprovalRow = {
    id: `ap_${crypto.randomUUID()}`,
    run_id: journal.row.id,
    step: asked.seq,
    kind,
    action_sha256: sha,
    digest,
    preview: previewOf(question),
    state: 'pending',
    scope: 'once',
    comment: null,
    requested_at: journal.now().toISOString(),
    answered_by: null,
    answered_at: null,
    via: null,
  }
  journal.event('approval_requested', { approval_id: row.id, kind, preview: row.preview })
  journal.emit('run.waiting', { approval_id: row.id, kind })
  await journal.commit({}, async ({ db }) => {
    if (open) await answerApproval(db, open.id, { state: 'withdrawn' })
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
export async function take(journal: Journal, { id, state, comment, via, kind }: ApprovalRow): Promise<Approval> {
  const answer = (Object.keys(states) as PersonsAnswer['answer'][]).find((word) => states[word] === state)!
  journal.event('approval_result', { approval_id: id, kind, answer, via, ...(comment && { comment }) })
  journal.emit('approval.answered', { answer, kind })
  const feedback = comment ? [`A person says: ${comment}`] : []
  const step = await journal.begin({ kind: 'approval' })
  await journal.end(step, { outcome: answer === 'deny' ? 'denied' : 'ok', result: { answer, feedback } })
  if (answer === 'approve') return 'approved'
  return answer === 'deny' ? denied(journal, `approval_denied: ${kind}.`) : 'told'
}
