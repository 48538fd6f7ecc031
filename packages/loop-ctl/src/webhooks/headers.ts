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
