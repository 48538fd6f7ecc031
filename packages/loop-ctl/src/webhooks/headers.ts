import { createHmac } from 'node:crypto'
import type { DeliveryRow } from '../storage/tables.ts'

/** What is sent above a payload; the signature stands under both of the names that receivers look for. */
export function headersOf({ id, payload }: Pick<DeliveryRow, 'id' | 'payload'>, secret: string, at: Date): Record<string, string> {
  const signature = `sha256=${createHmac('sha256', secret).update(payload).digest('hex')}`
  return {
    'Content-Type': 'application/json',
    'User-Agent': 'Loopctl-Webhook/1.0',
    'X-Webhook-ID': id,
    'X-Webhook-Timestamp': String(Math.floor(at.getTime() / 1000)),
    'X-Signature-256': signature,
    'X-Loopctl-Signature': signature,
  }
}

/** What each of the headers of our own says to whoever receives it. */
export const headerMeanings = {
  'X-Webhook-ID': 'The id of the delivery; the same when it is tried again',
  'X-Webhook-Timestamp': 'When it was sent, in seconds since 1970',
  'X-Signature-256': 'sha256= and the HMAC-SHA256 of the raw body with the signing secret, in hexadecimal digits',
  'X-Loopctl-Signature': 'The same as X-Signature-256',
} as const
