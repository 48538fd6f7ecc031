import type { HookAnswer } from '../clients/client.ts'
import type { GateTransaction } from '../gate.ts'
import { type Hold, holdOrLetGo, open } from '../judge/hold.ts'
import { refusalText } from '../judge/message.ts'
import { baselineOf } from '../measure/baseline.ts'
import type { Look } from '../measure/look.ts'
import { forgetStopKey, insertDecision, useApproval } from '../storage/decisions.ts'
import { changeSession } from '../storage/sessions.ts'
import type { DecisionRow, SessionRow } from '../storage/tables.ts'
import { decisionRow } from './decision-row.ts'
import { stopEvent } from './events.ts'
import type { Judged } from './gather.ts'
import { findTwin, nothing, type Stop } from './judge-stop.ts'
import { type NoticeName, notices } from './notices.ts'
import { heldOf, noticesIn, readSession, rowOfHeld } from './session.ts'

/** The moment that was judged. */
export interface Seen {
  look: Look
  stopKey: string
}

/** What is done about a judgement, and what the client is told. */
export interface Settled {
  judged: Judged
  hold: Hold | undefined
  answer: HookAnswer
}

/**
 * Decides what becomes of a judged stop, and keeps decision, counter and used approval together: whoever is killed leaves all or nothing.
 *
 * Who loses the race for one stop takes the winner's answer.
 */
export async function record(stop: Stop, judged: Judged, seen?: Seen): Promise<HookAnswer> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const answer = await stop.gate.transaction('write', (transaction) => attemptToRecord(stop, judged, { ...transaction, seen }))
    if (answer) return answer
  }
  return nothing
}

type Attempt = GateTransaction & { seen: Seen | undefined }

/** Undefined if somebody else changed the session meanwhile. */
async function attemptToRecord(stop: Stop, judged: Judged, { db, emit, seen }: Attempt): Promise<HookAnswer | undefined> {
  const { gate, workspace, event } = stop
  const twin = seen && (await findTwin(db, stop, seen.stopKey))
  if (twin) return answerOf(twin)
  if (seen) await forgetStopKey(db, seen.stopKey)
  const session = await readSession(db, gate, workspace.id, event)
  const settled = settle(stop, judged, { session, seen })
  if (!(await changeSession(db, session, sessionChange(stop, session, settled, seen)))) return undefined
  const row = decisionRow(stop, settled, seen)
  await insertDecision(db, row)
  if (judged.approval && judged.issues.length === 0) await useApproval(db, judged.approval.id, row.at)
  for (const told of stopEvent(stop, settled, row)) emit(told)
  return settled.answer
}

/** What a kept decision told its client. */
export function answerOf({ inputs }: Pick<DecisionRow, 'inputs'>): HookAnswer {
  return (JSON.parse(inputs) as { answer?: HookAnswer }).answer ?? nothing
}

function settle(stop: Stop, judged: Judged, { session, seen }: { session: SessionRow; seen: Seen | undefined }): Settled {
  const notice = noticeOf(stop, judged, session)
  if (judged.issues.length === 0) return { judged, hold: undefined, answer: withNotice(nothing, notice) }
  if (stop.mode === 'shadow') return { judged, hold: undefined, answer: withNotice(nothing, notice) }
  if (stop.mode === 'warn') return { judged, hold: undefined, answer: withNotice(nothing, notice ?? warning(judged)) }
  const { event, gate, accepted } = stop
  const { turn, active } = event
  const { max_blocks: maxBlocks } = accepted.policy
  const hold = holdOrLetGo(heldOf(session), { turn, active, fingerprint: fingerprintOf(judged, seen), maxBlocks, now: gate.now() })
  if (hold.kind === 'capped') return { judged, hold, answer: withNotice(nothing, cappedNotice(judged)) }
  const block = refusalText(judged.issues, { number: hold.number, most: maxBlocks, wayOut: hold.wayOut })
  return { judged, hold, answer: withNotice({ block }, notice) }
}

/** What a refusal rests on: if nothing of it changed, nothing was done. */
function fingerprintOf({ issues, criteria }: Judged, seen: Seen | undefined): string {
  return JSON.stringify([seen?.look.digest ?? null, issues.map(({ code }) => code), criteria.map(({ receipt_id }) => receipt_id)])
}

function withNotice(answer: HookAnswer, notice: string | undefined): HookAnswer {
  return notice === undefined ? answer : { ...answer, notice }
}

/** What the person has not been told in this session yet. */
function noticeOf({ notice }: Stop, judged: Judged, session: SessionRow): string | undefined {
  const wanted: (NoticeName | undefined)[] = [notice, judged.protectedChanged ? 'protected_changed' : undefined]
  const name = wanted.find((each) => each !== undefined && !noticesIn(session).includes(each))
  return name && notices[name]
}

function warning({ issues }: Judged): string {
  return `loop-gate would have held this stop: ${issues.map(({ title, message }) => `${title}: ${message}`).join(' ')}`.slice(0, 1_000)
}

function cappedNotice({ issues }: Judged): string {
  const missing = issues.map(({ title }) => title.toLowerCase()).join(', ')
  return `loop-gate let this stop go, though it is not complete: ${missing}. Run: loop-gate explain last`
}

function sessionChange(stop: Stop, session: SessionRow, { judged, hold, answer }: Settled, seen: Seen | undefined): Partial<SessionRow> {
  const { gate, event, accepted } = stop
  const now = gate.now()
  const isOpen = judged.issues.length === 0
  const held = hold ? rowOfHeld(hold.held) : isOpen ? rowOfHeld(open(heldOf(session), now)) : { last_event_at: now.toISOString() }
  const told = answer.notice === undefined ? [] : Object.entries(notices).filter(([, text]) => text === answer.notice)
  return {
    ...held,
    client: event.client,
    notices: JSON.stringify([...new Set([...noticesIn(session), ...told.map(([name]) => name)])]),
    ...(event.turn !== undefined && event.active !== true && { turn_key: event.turn }),
    // Only what was found complete needs no proof again.
    ...(judged.outcome === 'complete' && seen && { baseline: JSON.stringify(baselineOf(seen.look, accepted.hash)) }),
  }
}
