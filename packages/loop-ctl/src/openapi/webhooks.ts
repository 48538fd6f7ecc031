import { type OpenApiWebhook, text, time } from 'loop-core'
import { z } from 'zod'
import { type SentEvent, sentEvents } from '../webhooks/events.ts'
import { headerMeanings } from '../webhooks/headers.ts'
import { payloadOf } from '../webhooks/payload.ts'
import { ids, times } from './example-rows.ts'
import { type Told, told } from './webhook-fields.ts'

const truncated = {
  truncated: z.literal(true).optional().describe('Where the whole would be more than 64 KiB'),
  _truncated_fields: z.array(z.string()).optional().describe('The fields that were left out for it'),
}

/** Each request that a webhook gets, as the OpenAPI document describes it. */
export const webhooks = Object.fromEntries(sentEvents.map((event) => [event, described(event, told[event])])) as Record<
  SentEvent,
  OpenApiWebhook
>

function described(event: SentEvent, { summary, fields, example }: Told): OpenApiWebhook {
  const flat = { event: z.literal(event), timestamp: time().describe('When it happened'), ...fields, ...truncated }
  return {
    summary,
    description:
      'A POST to the address of each webhook that asks for it; any 2xx within ten seconds takes it. The fields of data stand at the top as well.',
    tag: 'Webhooks',
    headers: headerMeanings,
    payload: z.object({ ...flat, id: text(64).describe('The id of the delivery'), data: z.object(flat) }),
    example: JSON.parse(payloadOf({ id: ids.delivery, event, timestamp: times.judged, fields: example })),
  }
}
