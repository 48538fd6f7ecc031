import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { LoopError } from './error.ts'

const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  )

const flag = z
  .enum(['0', '1', 'true', 'false', ''])
  .default('')
  .transform((value) => value === '1' || value === 'true')

/** How the command line prints an answer. */
export const formats = ['human', 'json', 'csv'] as const
export type Format = (typeof formats)[number]

/** What the environment may say; the names are those of the variables. */
const Variables = z.object({
  LOOP_HOME: z.string().optional(),
  LOOP_DB_PATH: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  LOOP_DB_ROLE: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,62}$/)
    .optional(),
  LOOP_HOST: z.string().default('127.0.0.1'),
  LOOP_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  LOOP_AUTH: z.enum(['token', 'none']).default('token'),
  LOOP_ALLOWED_HOSTS: list,
  LOOP_ALLOWED_ORIGINS: list,
  LOOP_TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  LOOP_TOOLS: list,
  LOOP_EXCLUDE_TOOLS: list,
  LOOP_READ_ONLY: flag,
  LOOP_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
  LOOP_IDENTITY: z.enum(['implementer-local', 'reviewer-local', 'orchestrator-local']).optional(),
  LOOP_SERVER: z.url({ protocol: /^https?$/ }).optional(),
  LOOP_KEY: z.string().optional(),
  LOOP_KEY_IMPLEMENTER: z.string().optional(),
  LOOP_KEY_REVIEWER: z.string().optional(),
  LOOP_KEY_ORCHESTRATOR: z.string().optional(),
  LOOP_KEY_USER: z.string().optional(),
  LOOP_FORMAT: z.enum(formats).optional(),
})

export interface Settings {
  home: string
  databaseUrl: string
  databaseRole?: string
  host: string
  port?: number
  auth: 'token' | 'none'
  allowedHosts: readonly string[]
  allowedOrigins: readonly string[]
  /** How many proxies stand in front and add the caller's address to `X-Forwarded-For`. */
  trustedProxies: number
  tools: readonly string[]
  excludeTools: readonly string[]
  readOnly: boolean
  logLevel: string
  identity?: string
  /** Work against this gateway instead of a local file. */
  server?: string
  key?: string
  /** By whom each is for; `key` counts for more. */
  keys: { implementer?: string; reviewer?: string; orchestrator?: string; user?: string }
  format?: Format
}

/** Reads the settings that all servers share; an empty variable counts as absent. Throws `invalid_input bad_setting`, naming the variable. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const values = parseSettings(Variables, present(environment))
  const home = values.LOOP_HOME ?? join(homedir(), '.loop')
  return {
    home,
    databaseUrl: values.DATABASE_URL ?? `file:${values.LOOP_DB_PATH ?? join(home, 'data', 'loop.db')}`,
    databaseRole: values.LOOP_DB_ROLE,
    host: values.LOOP_HOST,
    port: values.LOOP_PORT,
    auth: values.LOOP_AUTH,
    allowedHosts: values.LOOP_ALLOWED_HOSTS,
    allowedOrigins: values.LOOP_ALLOWED_ORIGINS,
    trustedProxies: values.LOOP_TRUST_PROXY,
    tools: values.LOOP_TOOLS,
    excludeTools: values.LOOP_EXCLUDE_TOOLS,
    readOnly: values.LOOP_READ_ONLY,
    logLevel: values.LOOP_LOG_LEVEL,
    identity: values.LOOP_IDENTITY,
    server: values.LOOP_SERVER,
    key: values.LOOP_KEY,
    keys: {
      implementer: values.LOOP_KEY_IMPLEMENTER,
      reviewer: values.LOOP_KEY_REVIEWER,
      orchestrator: values.LOOP_KEY_ORCHESTRATOR,
      user: values.LOOP_KEY_USER,
    },
    format: values.LOOP_FORMAT,
  }
}

/** The variables that say something: an empty one counts as absent. */
export function present(environment: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
}

/** Parses some variables; the refusal names those that are wrong, but never a value, since one of them may be a key. */
export function parseSettings<Schema extends z.ZodObject>(
  schema: Schema,
  variables: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  const result = schema.safeParse(variables)
  if (result.success) return result.data
  const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  throw new LoopError('invalid_input', `A setting is wrong: ${wrong}.`, { code: 'bad_setting' })
}
