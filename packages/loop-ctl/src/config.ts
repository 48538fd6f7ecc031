import { LoopError } from 'loop-core'
import { readAllowList } from 'loop-core/outgoing'
import { z } from 'zod'

/** The environment variables that loop-ctl reads. */
export const CtlConfig = z.object({
  LOOPCTL_PROJECT: z.string().max(255).default(''),
  LOOPCTL_WEBHOOK_ALLOW: z.string().max(10_000).default('').transform(parseAllowList),
  LOOPCTL_SIGNUP_ORIGIN: z
    .string()
    .max(300)
    .refine(isSafeOrigin, 'must be like https://loop.example.com; http is for localhost alone')
    .optional(),
  LOOP_ENCRYPTION_KEY: z
    .string()
    .max(1_000)
    .refine(isKeyRing, 'must hold 32 bytes in base64; make one with: openssl rand -base64 32')
    .optional(),
  ANTHROPIC_API_KEY: z.string().max(300).optional(),
  LOOP_ANTHROPIC_BASE_URL: z.url({ protocol: /^https?$/ }).default('https://api.anthropic.com'),
  LOOPCTL_MODEL: z.string().max(100).default('claude-haiku-5-5'),
})

function parseAllowList(text: string, context: z.RefinementCtx): ReturnType<typeof readAllowList> {
  try {
    return readAllowList(text)
  } catch (thrown) {
    if (!LoopError.is(thrown)) throw thrown
    context.addIssue({ code: 'custom', message: thrown.message })
    return z.NEVER
  }
}

/** Browsers show authenticators to no other addresses, and to none that is only a number. */
function isSafeOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const { protocol, hostname, origin: own } = new URL(origin)
  return own === origin && (protocol === 'https:' ? !/^[\d.]+$|:/.test(hostname) : protocol === 'http:' && hostname === 'localhost')
}

function isKeyRing(keys: string): boolean {
  return keys.split(',').every((key) => Buffer.from(key.trim(), 'base64').length === 32)
}
