import type { Database, EffectContext, JobDefinition } from 'loop-core'
import { findMember, type MemberRow } from 'loop-core/accounts'
import type { z } from 'zod'
import { announceLoop } from '../changes/announce.ts'
import { QueueConfig } from '../config.ts'
import { loadLoop } from '../storage/loops.ts'
import { findMail, updateMail } from '../storage/mails.ts'
import type { MailRow, QueueTables } from '../storage/tables.ts'
import { findWorkspaceById } from '../storage/workspaces.ts'
import { type Failure, failureOf } from './failure.ts'
import { loadShipping } from './load-shipping.ts'
import { mailJob, nextTry } from './mail-job.ts'
import { messageIdOf, type Shipping, subjectOf, textOf } from './message.ts'
import { oneLine } from './one-line.ts'
import { withSmtp } from './smtp.ts'

type Context = Omit<EffectContext, 'actor'>
type Config = z.output<typeof QueueConfig>

interface Letter {
  mail: MailRow
  member: MemberRow & { email: string }
  shipping: Shipping
}

/** One try may take this long, so that what a try is allowed ends before the job's own time does. */
const tryMilliseconds = 90_000

/** Tries to send one mail: reads, then sends without a transaction, then writes down how it went. */
export const sendMail: JobDefinition = {
  kind: 'effect',
  timeoutSeconds: 120,
  async run(payload, context) {
    const letter = await context.transaction(({ db }) => load(db as Database<QueueTables>, payload))
    if (letter === undefined) return
    if ('nobody' in letter) return skip(context, letter.mail)
    await settle(context, letter, await trySend(context, letter))
  },
}

type Loaded = Letter | { mail: MailRow; nobody: true } | undefined

/** Undefined where the mail has had its end already. */
async function load(db: Database<QueueTables>, { event_id, member_id, loop_id }: Record<string, unknown>): Promise<Loaded> {
  const mail = await findMail(db, { event_id: String(event_id), member_id: String(member_id) })
  if (mail?.status !== 'queued') return undefined
  const member = await findMember(db as Database, mail.member_id)
  const shipping = await loadShipping(db, mail, String(loop_id))
  if (member === undefined || member.email === null || shipping === undefined) return { mail, nobody: true }
  return { mail, member: { ...member, email: member.email }, shipping }
}

async function skip(context: Context, mail: MailRow): Promise<void> {
  const updated_at = context.now().toISOString()
  await context.transaction(({ db }) => updateMail(db, mail, { status: 'skipped', last_code: 'no_address', updated_at }))
}

/** Undefined if it went out. */
async function trySend(context: Context, letter: Letter): Promise<Failure | undefined> {
  const config = context.config(QueueConfig)
  // Another process on the same database may be set up for mail.
  if (config.LOOP_SMTP_URL === undefined || config.LOOP_MAIL_FROM === undefined) return { code: 'not_configured', final: false }
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(tryMilliseconds)])
  try {
    await withSmtp(config.LOOP_SMTP_URL, (pool) => pool.sendMail({ ...messageOf(letter, config), signal }))
    return undefined
  } catch (thrown) {
    // The process ends: somebody else takes the job over, and this was no try.
    if (context.signal.aborted) throw thrown
    return failureOf(thrown)
  }
}

function messageOf({ mail, member, shipping }: Letter, { LOOP_MAIL_FROM, LOOP_PUBLIC_URL }: Config) {
  return {
    from: LOOP_MAIL_FROM!,
    to: { name: oneLine(member.name, 200), address: member.email },
    subject: subjectOf(shipping),
    text: textOf(shipping, LOOP_PUBLIC_URL),
    messageId: messageIdOf(mail, LOOP_MAIL_FROM!),
    date: new Date(shipping.at),
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}

async function settle(context: Context, { mail, shipping: { loop } }: Letter, failure: Failure | undefined): Promise<void> {
  const at = context.now()
  const from = context.config(QueueConfig).LOOP_MAIL_FROM
  const tried = { updated_at: at.toISOString(), last_code: failure?.code ?? null, ...(from && { message_id: messageIdOf(mail, from) }) }
  const again = failure === undefined || failure.final ? undefined : nextTry(mail.attempts + 1, at)
  const status = failure === undefined ? 'sent' : again ? 'queued' : 'failed'
  await context.transaction(async ({ db: untyped, emit, enqueue }) => {
    const db = untyped as Database<QueueTables>
    const written = await updateMail(db, mail, { ...tried, status })
    if (written === undefined) return
    if (again) enqueue(mailJob(written, loop.id, again))
    if (status === 'failed') await announceFailure({ db, emit }, written, loop.id)
  })
}

async function announceFailure(
  { db, emit }: Pick<Parameters<typeof announceLoop>[0], 'db' | 'emit'>,
  { event_id, member_id, attempts, last_code, workspace_id }: MailRow,
  loopId: string,
): Promise<void> {
  const [loop, workspace] = [await loadLoop(db, loopId), await findWorkspaceById(db, workspace_id)]
  if (loop && workspace)
    await announceLoop({ db, emit, workspace }, 'mail.failed', loop, { event_id, member_id, attempts, code: last_code })
}
