import type { HookAnswer } from '../clients/client.ts'
import type { Issue } from '../decision.ts'
import { fingerprintOf, type Hold, holdOrLetGo } from '../judge/hold.ts'
import { refusalText } from '../judge/message.ts'
import type { SessionRow } from '../storage/tables.ts'
import type { Judged } from './gather.ts'
import type { Stop } from './judge-stop.ts'
import { type NoticeName, notices } from './notices.ts'
import { heldOf, noticesIn } from './session.ts'

/** What is done about a judgement, and what the client is told. */
export interface Settled {
  judged: Judged
  /** Absent where there is nothing to hold, or where the mode holds nobody. */
  hold: Hold | undefined
  /** What the person was not told in this session before. */
  told: NoticeName | undefined
  answer: HookAnswer
}

/** Decides what becomes of a judged stop: whoever has nothing to answer for, or came back too often, is let go. */
export function settle(stop: Stop, judged: Judged, session: SessionRow): Settled {
  const hold = holdOf(stop, judged, session)
  const told = untold(stop, judged, session)
  const notice = [told && noticeOf(told, judged), remark(stop, judged, hold)].filter(Boolean).join('\n')
  const answer = { ...(hold?.kind === 'block' && { block: blockText(stop, judged, hold) }), ...(notice && { notice }) }
  return { judged, hold, told, answer }
}

function holdOf({ mode, event, gate, accepted }: Stop, judged: Judged, session: SessionRow): Hold | undefined {
  if (judged.issues.length === 0 || mode !== 'enforce') return undefined
  const { turn, active } = event
  const maxBlocks = accepted.policy.max_blocks
  const { issues, criteria, look } = judged
  const fingerprint = fingerprintOf({ digest: look?.digest ?? null, issues: issues.map(({ code }) => code), criteria })
  return holdOrLetGo(heldOf(session), { turn, active, fingerprint, maxBlocks, now: gate.now() })
}

/** The weightiest of what there is to tell of the folder; the rest is told at the next stop. */
function untold({ notice }: Stop, { outcome, protectedChange }: Judged, session: SessionRow): NoticeName | undefined {
  const wanted = [outcome === 'infra_error' && 'infra_error', notice, protectedChange && 'protected_changed'] as const
  return wanted.filter((name) => typeof name === 'string').find((name) => !noticesIn(session).includes(name))
}

function noticeOf(told: NoticeName, { protectedChange = [] }: Judged): string {
  return told === 'protected_changed' && protectedChange.length > 0 ? `${notices[told]} ${protectedChange.join(', ')}` : notices[told]
}

/** What the person is told of this stop alone. */
function remark({ mode }: Stop, { issues }: Judged, hold: Hold | undefined): string | undefined {
  if (hold?.kind === 'capped') return cappedNotice(issues)
  return mode === 'warn' && issues.length > 0 ? warning(issues) : undefined
}

function warning(issues: readonly Issue[]): string {
  return `loop-gate would have held this stop: ${issues.map(({ title, message }) => `${title}: ${message}`).join(' ')}`.slice(0, 1_000)
}

function cappedNotice(issues: readonly Issue[]): string {
  const missing = [...new Set(issues.map(({ title }) => title.toLowerCase()))].join(', ')
  return `loop-gate let this stop go, though it is not complete: ${missing}. Run: loop-gate explain last`
}

function blockText({ accepted }: Stop, { issues }: Judged, { number, wayOut }: Hold & { kind: 'block' }): string {
  return refusalText(issues, { number, most: accepted.policy.max_blocks, wayOut })
}
