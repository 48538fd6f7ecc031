import type { TransactionContext } from 'loop-core'
import { at, type Ctl } from '../ctl.ts'
import { limitReached, notFound } from '../refusals.ts'
import { lockSettings } from '../settings.ts'
import type { WebhookRow } from '../storage/tables.ts'
import { countWebhooks, findWebhook, insertWebhook, lockWebhook, updateWebhook } from '../storage/webhooks.ts'
import { catchUp, newestSeq } from '../webhooks/catch-up.ts'
import { newSecret, placeOf, writingCipher } from '../webhooks/secrets.ts'

type Context = Ctl & Pick<TransactionContext, 'config'>

/** The webhook of this id. Throws `not_found`. */
export async function requireWebhook({ db }: Pick<Ctl, 'db'>, id: string): Promise<WebhookRow> {
  const found = await findWebhook(db, id)
  if (found === undefined) throw notFound('webhook')
  return found
}

/** Adds a webhook that hears of everything from now on, and gives the secret that nobody is ever shown again. */
export async function createWebhook(ctl: Context, given: Pick<WebhookRow, 'url' | 'events' | 'project_id'>) {
  const { max_webhooks } = await lockSettings(ctl.db, ctl.now())
  if ((await countWebhooks(ctl.db)) >= max_webhooks) throw limitReached('Webhook', max_webhooks)
  const [id, secret] = [ctl.newId(), newSecret()]
  const webhook: WebhookRow = {
    ...given,
    id,
    signing_secret: (await writingCipher(ctl)).encrypt(secret, placeOf(id)),
    active: 1,
    consecutive_failures: 0,
    last_delivery_at: null,
    seen_seq: await newestSeq(ctl.db),
    inserted_at: at(ctl),
    updated_at: at(ctl),
  }
  await insertWebhook(ctl.db, webhook)
  ctl.emit({ type: 'webhook.created', ...nameOf(webhook), after: standingOf(webhook) })
  return { webhook, secret }
}

/**
 * Changes a webhook. What happened before is told as it stood then; what it newly asks for, only from now on.
 *
 * Switched on, it begins anew without its failures.
 */
export async function changeWebhook(ctl: Ctl, id: string, changes: Partial<WebhookRow>): Promise<WebhookRow> {
  const seen = await lockWebhook(ctl.db, id)
  if (seen === undefined) throw notFound('webhook')
  const newest = await newestSeq(ctl.db)
  const caughtUp = seen.active === 1 ? await catchUp(ctl, seen) : newest
  const changed = await updateWebhook(ctl.db, id, {
    ...changes,
    ...(changes.active === 1 && { consecutive_failures: 0 }),
    seen_seq: Math.max(newest, caughtUp),
    updated_at: at(ctl),
  })
  tellOfChange(ctl, seen, changed!)
  return changed!
}

function tellOfChange({ emit }: Ctl, seen: WebhookRow, changed: WebhookRow): void {
  const [before, after] = [standingOf(seen), standingOf(changed)]
  const names = (Object.keys(after) as (keyof typeof after)[]).filter((name) => String(before[name]) !== String(after[name]))
  const pick = (standing: typeof after) => Object.fromEntries(names.map((name) => [name, standing[name]]))
  const { details, ...name } = nameOf(changed)
  const fields = seen.url === changed.url ? names : ['url', ...names]
  emit({ type: 'webhook.updated', ...name, before: pick(before), after: pick(after), details: { ...details, changed: fields } })
}

/** What every event about a webhook says. */
export function nameOf({ id, project_id }: WebhookRow) {
  return { entity: id, scope: project_id ?? undefined, details: { webhook_id: id } }
}

/** What the log may keep of a webhook: not its address, which often holds a key. */
export function standingOf({ events, project_id, active }: WebhookRow) {
  return { events: JSON.parse(events) as string[], project_id, active: active === 1 }
}
