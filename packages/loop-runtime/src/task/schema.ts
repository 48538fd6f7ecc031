import { z } from 'zod'
import { criterionKinds, findings } from '../words.ts'
import { Checks, Command, Globs, line, Slug, Tool, text, VariableNames } from './fields.ts'

/** How a criterion is written; its description is that of its kind unless given. */
const CriterionField = z.strictObject({
  id: Slug,
  kind: z.enum(criterionKinds),
  description: text(500).optional(),
  required: z.boolean().default(true),
  check: Slug.optional().describe('Which of the named checks, for the kind check_passed.'),
})

const most = 1_000_000_000_000
const Share = z.number().min(0).max(1)
const Count = z.int().min(0).max(10_000)
const Some = z.int().min(1).max(10_000)

export const SecurityFields = z.strictObject({
  allowedTools: z.array(Tool).min(1).max(16).optional().describe('The seven unless given, and repo_run_check where there are checks.'),
  requireApprovalForMutations: z.boolean().default(true),
  deny: Globs.default([]),
  allow: Globs.default([]),
  env: VariableNames.default([]).describe('Variables that commands may see besides the usual ones.'),
  protectVerifiers: z.enum(['escalate', 'deny', 'allow']).default('escalate'),
  onViolation: z.enum(['fail', 'feedback']).default('fail'),
})

const QualityFields = z.strictObject({
  minStepScore: Share.default(0.2),
  minFinalConfidence: Share.default(0),
  requireEvidenceBeforeFinal: z.boolean().default(true),
  requireTestsPassed: z.boolean().default(true),
  requireTypecheckPassed: z.boolean().default(false),
  verifyOnFinal: z.boolean().default(false),
  failOn: z.array(z.enum(findings)).max(findings.length).default(['no_tests']),
})

const GovernanceFields = z.strictObject({
  escalateHighRisk: z.boolean().default(true),
  recoverOnFailedStep: z.boolean().default(true),
  maxRecoveryAttempts: Count.default(3),
  maxFinalRejections: Some.default(2),
  maxConsecutiveFailedSteps: Some.default(3),
})

const BudgetFields = z.strictObject({
  maxIterations: Some.default(8),
  maxEmptyRounds: Count.default(2),
  maxInvalidDecisions: Count.default(2),
  maxRepeatedActions: Some.default(3),
  maxApproxTokens: z.int().min(1).max(most).optional(),
  maxWallSeconds: z.int().min(1).max(604_800).default(3_600),
  maxTokens: z.int().min(1).max(most).optional(),
  maxCostUsd: z.number().min(0.000_001).max(1_000_000).optional(),
  maxToolCalls: z.int().min(1).max(1_000_000).optional(),
  warnAt: z.number().min(0.01).max(1).default(0.8),
})

const Price = z.number().min(0).max(1_000_000)

/** US dollars per million tokens; what comes from a cache costs as much as any input unless said. */
const Prices = z.strictObject({ input: Price, output: Price, cachedInput: Price.optional() })

/** The task file as it is written; `goal` and `workspace` may come from elsewhere. */
export const TaskFields = z.strictObject({
  goal: text(32_000).optional(),
  workspace: line(4_096).optional(),
  skill: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/, 'must be 1 to 64 of a-z, 0-9 and -')
    .default('repo-debugging'),
  model: line(200).default('mock'),
  testCommand: Command.default('npm test'),
  typecheckCommand: Command.optional(),
  approvalMode: z.enum(['manual', 'auto', 'deny']).default('manual'),
  traceDbPath: line(4_096).optional(),
  evaluationCriteria: z.array(CriterionField).max(50).default([]),
  security: SecurityFields.prefault({}),
  quality: QualityFields.prefault({}),
  governance: GovernanceFields.prefault({}),
  budget: BudgetFields.prefault({}),
  prices: Prices.optional(),
  checks: Checks.default({}),
  commandTimeoutSeconds: z.int().min(1).max(3_600).default(600),
  sandbox: z.enum(['auto', 'require', 'off']).default('auto'),
  sandboxNetwork: z.enum(['none', 'host']).default('none'),
  worktree: z.boolean().default(false),
})
