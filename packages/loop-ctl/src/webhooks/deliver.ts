import type { EffectContext, JobDefinition, TransactionContext } from 'loop-core'
import { requestOutgoing } from 'loop-core/outgoing'
import { CtlConfig } from '../config.ts'
import type { CtlDatabase } from '../ctl.ts'
import { shown, shownCharacters, wordsOf } from '../foreign-words.ts'
import { findDelivery } from '../storage/deliveries.ts'
import type { DeliveryRow, WebhookRow } from '../storage/tables.ts'
import { findWebhook } from '../storage/webhooks.ts'
import { testEvent } from './events.ts'
import { headersOf } from './headers.ts'
import { secretReader } from './secrets.ts'
import { type Outcome, settle } from './settle.ts'

interface Letter {
  delivery: DeliveryRow
  webhook: WebhookRow
  /** Throws if the secret cannot be read. */
  secret(): string
}

const timeoutMilliseconds = 10_000

/** Tries one delivery once: reads, then sends without a transaction, then writes down how it went. */
export const deliver: JobDefinition = {
  kind: 'effect',
  timeoutSeconds: 30,
  async run(payload, context) {
    const letter = await context.transaction((transaction) => load(transaction, payload))
    if (letter !== undefined) await settle(context, letter.delivery, await tryOnce(context, letter))
  },
}

/** Undefined where it has had its end, or somebody has made this try already. */
async function load({ db: untyped, config }: TransactionContext, payload: Record<string, unknown>): Promise<Letter | undefined> {
  const db = untyped as CtlDatabase
  const delivery = await findDelivery(db, String(payload.delivery_id))
  if (delivery?.status !== 'pending' || delivery.attempts !== payload.attempts) return undefined
  const webhook = (await findWebhook(db, delivery.webhook_id))!
  const secretOf = await secretReader({ db, config })
  return { delivery, webhook, secret: () => secretOf(webhook) }
}

async function tryOnce(context: Omit<EffectContext, 'actor'>, { delivery, webhook, secret }: Letter): Promise<Outcome> {
  if (webhook.active === 0 && delivery.event_type !== testEvent) return 'deactivated'
  try {
    const { status, body } = await requestOutgoing(webhook.url, {
      method: 'POST',
      headers: headersOf(delivery, secret(), context.now()),
      body: delivery.payload,
      allow: context.config(CtlConfig).LOOPCTL_WEBHOOK_ALLOW,
      timeoutMilliseconds,
      maxBytes: shownCharacters * 4,
      signal: context.signal,
    })
    return status >= 200 && status < 300 ? 'delivered' : { error: `HTTP ${status}: ${shown(body.toString())}`.trimEnd() }
  } catch (thrown) {
    // The process ends: somebody else takes the job over, and this was no try.
    if (context.signal.aborted) throw thrown
    return { error: wordsOf(thrown) }
  }
}
