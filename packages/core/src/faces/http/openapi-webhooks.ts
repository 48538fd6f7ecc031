import type { Module } from '../../module.ts'
import type { OpenApiWebhook } from '../../openapi.ts'
import { sentSchema } from '../json-schema.ts'
import { json, withShared } from './openapi-schemas.ts'

/** Describes each request that modules send, beneath the type of its event. */
export function webhookItems(modules: readonly Module[]): Record<string, object> {
  return Object.fromEntries(webhooksOf(modules).map(([event, webhook]) => [event, { post: describe(event, webhook) }]))
}

/** The schemas of the payloads, by their names in the document. */
export function webhookSchemas(modules: readonly Module[]) {
  return webhooksOf(modules).flatMap(([event, { payload }]) => withShared(nameOf(event), sentSchema(payload)))
}

function webhooksOf(modules: readonly Module[]): [string, OpenApiWebhook][] {
  return modules.flatMap(({ openapi }) => Object.entries(openapi?.webhooks ?? {}))
}

function describe(event: string, { summary, description, tag, headers, example }: OpenApiWebhook) {
  return {
    operationId: nameOf(event),
    summary,
    description,
    tags: [tag],
    // The receiver knows the sender by its signature, and no key is sent.
    security: [],
    parameters: Object.entries(headers).map(([name, said]) => ({
      name,
      in: 'header',
      required: true,
      description: said,
      schema: { type: 'string' },
    })),
    requestBody: { required: true, content: json({ $ref: `#/components/schemas/${nameOf(event)}` }, example) },
    responses: { '2XX': { description: 'It arrived' }, default: { description: 'It did not arrive' } },
  }
}

/** No operation has a point in its name. */
function nameOf(event: string): string {
  return `webhook.${event}`
}
