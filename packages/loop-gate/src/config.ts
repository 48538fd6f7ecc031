import { z } from 'zod'

const session = z.string().max(200).optional()

/** The environment variables that the gate reads; each client names its session in its own. */
export const GateConfig = z.object({ LOOP_SESSION: session, CLAUDE_CODE_SESSION_ID: session, GEMINI_SESSION_ID: session })

/** The client's session, by which decisions of one conversation are found again. */
export function sessionOf(config: z.output<typeof GateConfig>): string | null {
  return config.LOOP_SESSION ?? config.CLAUDE_CODE_SESSION_ID ?? config.GEMINI_SESSION_ID ?? null
}
