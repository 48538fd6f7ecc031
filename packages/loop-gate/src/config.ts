import { z } from 'zod'

const session = z.string().max(200).optional()
const path = z.string().max(4_096).optional()

/** The environment variables that the gate reads; each client names its session and its project in its own. */
export const GateConfig = z.object({
  LOOP_SESSION: session,
  CLAUDE_CODE_SESSION_ID: session,
  GEMINI_SESSION_ID: session,
  LOOP_HOME: path,
  LOOP_WORKSPACE: path,
  CLAUDE_PROJECT_DIR: path,
  GEMINI_PROJECT_DIR: path,
  /** The person's own mode, whatever a policy says. */
  LOOP_GATE: z.enum(['off', 'shadow', 'warn', 'enforce']).optional(),
  /** sha256 of a policy that is accepted for this environment. */
  LOOP_GATE_ACCEPT: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/)
    .optional(),
  /** Whether a server may run checks; one for many people does not unless told. */
  LOOP_GATE_EXEC: z.enum(['on', 'off']).optional(),
  /** Set inside a check. */
  LOOP_GATE_RUN: z.string().max(100).optional(),
  DATABASE_URL: z.string().optional(),
})

export type GateSettings = z.output<typeof GateConfig>

type SessionName = 'LOOP_SESSION' | 'CLAUDE_CODE_SESSION_ID' | 'GEMINI_SESSION_ID'

/** The client's session, by which decisions of one conversation are found again. */
export function sessionOf({ LOOP_SESSION, CLAUDE_CODE_SESSION_ID, GEMINI_SESSION_ID }: Pick<GateSettings, SessionName>): string | null {
  return LOOP_SESSION ?? CLAUDE_CODE_SESSION_ID ?? GEMINI_SESSION_ID ?? null
}

/** Whether this is a server for many people, and not on this machine's own file: the folders beside it are none of theirs. */
export function isHosted({ DATABASE_URL }: GateSettings): boolean {
  return DATABASE_URL !== undefined && !DATABASE_URL.startsWith('file:')
}

/** Whether a server may run the checks of accepted policies. */
export function mayRunChecks(settings: GateSettings): boolean {
  return (settings.LOOP_GATE_EXEC ?? (isHosted(settings) ? 'off' : 'on')) === 'on'
}
