import { text, time } from 'loop-core'
import { z } from 'zod'
import { storyNumber } from './number.ts'
import { sentEvents } from './webhooks/events.ts'
import { enforcements, limits, phases, uiTestSeverities, verificationResults } from './words.ts'

export const reference = text(255, 1)

export const storyId = reference.describe('Id, or US-2.1')
export const epicId = reference.describe('Id or number')
export const projectId = reference.describe('Id or slug')
export const dependencyId = text(64, 1)
export const agentId = text(64, 1)
export const apiKeyId = text(64, 1)
/** An id as a filter; one that nothing has leaves nothing, whatever it looks like. */
export const epicFilter = text(255)
export const projectFilter = text(255)

/** Any JSON object that is not larger than this; kept as it is. */
export function json(maxBytes: number) {
  return z
    .record(z.string(), z.unknown())
    .refine((value) => Buffer.byteLength(JSON.stringify(value)) <= maxBytes, { message: `must be at most ${maxBytes / 1024} KiB as JSON` })
}

export const metadata = json(64 * 1024)
export const findings = json(64 * 1024)

/** A text that says something. */
export function said(max: number) {
  return text(max).refine((value) => value.trim() !== '', { message: "can't be blank" })
}

/** What whoever verifies must say. */
export const verdict = z.object({
  summary: said(limits.summary),
  review_type: said(limits.name),
  result: z.enum(verificationResults).optional(),
  findings: findings.optional(),
})

/** What whoever rejects must say. */
export const rejection = z.object({
  reason: said(limits.reason),
  findings: findings.optional(),
  review_type: said(limits.name).optional(),
})

const count = z.int().min(0).max(1_000_000)

export { count }

export const artifact = z.object({
  artifact_type: said(limits.name),
  path: said(limits.path),
  exists: z.boolean().optional(),
  details: json(64 * 1024).optional(),
})

const tokens = z.int().min(0).max(1_000_000_000_000)

export const tokenUsage = z.object({
  input_tokens: tokens,
  output_tokens: tokens,
  model_name: said(limits.name),
  cost_millicents: tokens,
  phase: z.enum(phases).optional(),
  session_id: text(limits.name).optional(),
  skill_version_id: text(64).optional(),
  metadata: metadata.optional(),
})

export const tokenUsageReportId = text(64, 1)
export const tokenBudgetId = text(64, 1)
export const budgetScopeId = text(255, 1)

const change = z.int().min(-1_000_000_000_000).max(1_000_000_000_000)

/** What a report said too much or too little, and what else it got wrong. */
export const tokenCorrection = z.object({
  input_tokens: change.optional(),
  output_tokens: change.optional(),
  cost_millicents: change.optional(),
  ...tokenUsage.pick({ model_name: true, phase: true, metadata: true }).partial().shape,
})

const limit = z.int().min(1).max(1_000_000_000_000)

/** What a budget allows, and what happens at its end. */
export const budget = z.object({
  budget_millicents: limit.nullish(),
  budget_input_tokens: limit.nullish(),
  budget_output_tokens: limit.nullish(),
  token_limit: limit.nullish().describe('Input and output together'),
  alert_threshold_pct: z.int().min(1).max(100).optional(),
  enforcement: z.enum(enforcements).optional(),
  metadata: metadata.optional(),
})

/** A moment, with its offset from UTC. */
export const instant = time().refine((value) => !Number.isNaN(Date.parse(value)), {
  message: 'must be a time such as 2026-01-05T12:00:00Z',
})

const slugPattern = /^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/

/** Lower-case letters, digits and hyphens, with a letter or digit at both ends. */
export const slug = z
  .string()
  .max(63)
  .refine((value) => slugPattern.test(value), {
    message: 'must be 2 to 63 lower-case letters, digits or hyphens, with a letter or digit at both ends',
  })

export const email = text(254).refine((value) => /^[^@\s]+@[^@\s]+$/.test(value), { message: 'must be an e-mail address' })

export const epicNumber = z.int().min(1).max(1_000_000_000)

/** A number such as 2.1; without the US- that people say. */
export const number = z.string().max(40).regex(storyNumber, 'must be a number such as 2.1, without US- in front')

export const criteria = z.array(json(16 * 1024)).max(200)
export const hours = z.number().min(0).max(1_000_000)

/** What is said of a story when it is made. */
export const newStory = {
  number,
  title: said(limits.title),
  description: text(limits.description).optional(),
  acceptance_criteria: criteria.optional(),
  estimated_hours: hours.optional(),
  metadata: metadata.optional(),
}

/** An address of the web, without a name and password in it: what is stored here is read by many. */
export const webAddress = text(2_000).refine(isWebAddress, { message: 'must be an http or https address without a user name or password' })

function isWebAddress(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, username, password } = new URL(value)
  return /^https?:$/.test(protocol) && username === '' && password === ''
}

/** The number of a pull request, which may come as digits. */
export const pullRequest = z.union([
  z.int().min(1).max(1_000_000_000),
  z
    .string()
    .max(9)
    .regex(/^0*[1-9]\d*$/, 'must be a positive number')
    .transform(Number),
])

/** A filter of a list over HTTP: what is none of these words counts as not given. */
export function word<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words).optional().catch(undefined)
}

/** A switch as people put it into an address: `true` or `1`, and anything else counts as not given. */
export const flag = z
  .union([z.boolean(), z.literal(1)])
  .optional()
  .catch(undefined)
  .transform(Boolean)
export const webhookId = text(64, 1)
export const webhookUrl = text(2_000, 1).describe('http or https; no private or loopback address')

const known: readonly string[] = sentEvents

/** Types of events, each once; the refusal names those that there are not. */
export const webhookEvents = z
  .array(text(64))
  .min(1, 'must contain at least one event type')
  .max(50)
  .superRefine((types, context) => {
    const unknown = types.filter((type) => !known.includes(type))
    if (unknown.length > 0) context.addIssue({ code: 'custom', message: `contains unknown event types: ${unknown.join(', ')}` })
  })
  .transform((types) => [...new Set(types)])
  .describe(`Of ${known.join(', ')}`)

/** How a test of a user interface is named: an address may say its project as well. */
export const uiTestRun = { ui_test_run_id: text(64, 1), project_id: projectId.optional() }

const told = text(4_000).optional()
const lines = z.union([text(4_000), z.array(text(500)).max(20)]).optional()

/** What was seen in such a test, in the words of both sorts of clients. */
export const uiTestFinding = {
  severity: z.enum(uiTestSeverities),
  title: said(limits.title).optional(),
  steps: lines,
  expected: told,
  actual: told,
  step: z.union([text(limits.name), z.int().min(0).max(1_000_000)]).optional(),
  type: text(limits.name).optional(),
  description: told,
  screenshot_path: text(limits.path).optional(),
  console_errors: lines,
}
/** Which of the states that a project has is read: `main` unless said. */
export const stateKey = text(255)
  .optional()
  .transform((key) => key || 'main')
  .describe('main unless said')

export const skillId = reference.describe('Id or name')
export const skillVersionId = text(64, 1)
/** The number of a version, as it stands in an address. */
export const skillVersion = text(40, 1)
export const skillDescription = text(10_000)
export const prompt = said(200_000)

/** What is said of a version of a skill. */
export const newSkillVersion = {
  prompt_text: prompt,
  changelog: text(10_000).optional(),
  created_by: said(limits.name).optional().describe('The caller unless said'),
  metadata: metadata.optional(),
}
