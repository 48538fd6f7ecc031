import type { EffectContext, TransactionContext } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
import { readSettings } from '../settings.ts'
import { updateDelivery } from '../storage/deliveries.ts'
import type { DeliveryRow } from '../storage/tables.ts'
import { countFailure, deactivateWebhook, lockWebhook, updateWebhook } from '../storage/webhooks.ts'
import { deliveryJob, nextTry, startNext } from './delivery-job.ts'

/** How a try went; a webhook that is switched off gets none. */
export type Outcome = 'delivered' | 'deactivated' | { error: string }

type Context = Omit<TransactionContext, 'db' | 'actor'> & { db: CtlDatabase }

/** Writes down how a try went, unless somebody else has done so for the same try, and goes on to the next delivery of the webhook. */
export async function settle(effect: Omit<EffectContext, 'actor'>, delivery: DeliveryRow, outcome: Outcome): Promise<void> {
  await effect.transaction(async (transaction) => {
    const context = transaction as Context
    const webhook = await lockWebhook(context.db, delivery.webhook_id)
    if (webhook === undefined) return
    const at = context.now()
    const again = typeof outcome === 'object' ? nextTry(delivery.attempts + 1, at) : undefined
    const settled = await updateDelivery(context.db, delivery, changesOf(delivery, outcome, { at, again }))
    if (settled === undefined) return
    if (again) context.enqueue(deliveryJob(settled, again))
    if (outcome === 'delivered')
      await updateWebhook(context.db, webhook.id, { consecutive_failures: 0, last_delivery_at: at.toISOString() })
    if (settled.status === 'exhausted') await giveUp(context, webhook.id)
    await startNext(context, webhook.id)
  })
}

interface Times {
  at: Date
  again: Date | undefined
}

function changesOf({ attempts }: DeliveryRow, outcome: Outcome, { at, again }: Times): Partial<DeliveryRow> {
  if (outcome === 'deactivated') return { status: 'failed', error: 'webhook_deactivated' }
  const tried = { attempts: attempts + 1, last_attempt_at: at.toISOString() }
  if (outcome === 'delivered') return { ...tried, status: 'delivered', delivered_at: at.toISOString(), error: null }
  return { ...tried, status: again ? 'pending' : 'exhausted', due_at: again?.toISOString() ?? null, error: outcome.error }
}

/** Counts a delivery that was given up; a webhook that never answers is switched off in the end. */
async function giveUp({ db, now, emit }: Context, webhookId: string): Promise<void> {
  const { consecutive_failures, project_id } = await countFailure(db, webhookId)
  const { webhook_max_consecutive_failures } = await readSettings(db)
  if (consecutive_failures < webhook_max_consecutive_failures) return
  if (!(await deactivateWebhook(db, webhookId, now().toISOString()))) return
  emit({
    type: 'webhook.webhook_auto_disabled',
    entity: webhookId,
    scope: project_id ?? undefined,
    by: 'system:webhook_delivery',
    before: { active: true },
    after: { active: false },
    details: { webhook_id: webhookId, consecutive_failures },
  })
}
