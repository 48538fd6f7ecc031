import { redactSecrets } from 'loop-core/process'
import { ModelError } from '../model.ts'

/** A failed request, and how long the provider asked to be left alone. */
export interface Failure {
  error: ModelError
  retryAfterMs?: number
}

/** Faults of the request or of the set-up, which a second request would meet again. */
const final =
  /invalid_request|authentication|permission|not_found|billing|insufficient_quota|LoadAPIKey|UnsupportedModel|InvalidPrompt|InvalidArgument|UnsupportedFunctionality/i

/** What a request failed of, in our own words; the provider's stand apart, without the keys. */
export function failureOf(error: unknown, secrets: readonly string[]): Failure {
  if (error instanceof ModelError) return { error }
  const { statusCode, status, message, type, code, name, responseHeaders } = fieldsOf(error)
  const http = numberOf(statusCode ?? status ?? code)
  const canRetry = http === undefined ? !final.test(`${type} ${code} ${name}`) : http === 408 || http === 409 || http === 429 || http >= 500
  const said = typeof message === 'string' ? withoutSecrets(message, secrets) : undefined
  const retryAfterMs = retryAfter(fieldsOf(responseHeaders))
  return {
    error: new ModelError(sentence(http), { canRetry, ...(http !== undefined && { status: http }), ...(said && { said }) }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

const numberOf = (value: unknown) => (typeof value === 'number' && value >= 400 && value < 600 ? value : undefined)

function sentence(status: number | undefined): string {
  if (status === undefined) return 'The model could not be reached, or its answer broke off.'
  if (status === 401 || status === 403) return `The provider of the model did not accept the key (${status}).`
  if (status === 404) return 'The provider of the model knows no such model or address (404).'
  if (status === 429) return 'The provider of the model takes no more requests for now, or the quota is used up (429).'
  return status >= 500 ? `The provider of the model failed (${status}).` : `The provider of the model refused the request (${status}).`
}

function withoutSecrets(text: string, secrets: readonly string[]): string | undefined {
  const known = secrets.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text)
  return (
    redactSecrets(known)
      .replace(/[\s\p{C}]+/gu, ' ')
      .trim()
      .slice(0, 300) || undefined
  )
}

function retryAfter(headers: Record<string, unknown>): number | undefined {
  const inMs = Number.parseFloat(String(headers['retry-after-ms']))
  if (inMs >= 0) return inMs
  const header = String(headers['retry-after'] ?? '')
  const ms = /^\d/.test(header) ? Number.parseFloat(header) * 1_000 : Date.parse(header) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}
