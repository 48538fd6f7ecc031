import { modes, profiles } from '../words.ts'
import type { CommandCriterion, Criterion, CriterionKind, FactCriterion, ForbidCriterion, GitCleanCriterion, Policy } from './policy.ts'
import { type Check, isEither, isFlag, isListOf, isOneOf, isRecordOf, isShape, isText, isWhole } from './shape.ts'

type Fields<Noun> = Readonly<Record<keyof Noun, Check>>

const common: Omit<Fields<GitCleanCriterion>, 'kind'> = {
  id: (value) => typeof value === 'string' && /^[a-z][a-z0-9_-]{0,39}$/.test(value),
  title: isText,
  required: isFlag,
  paths: isListOf(isText, 50),
}

const command: Fields<CommandCriterion> = {
  ...common,
  kind: isOneOf(['command']),
  run: (value) => isListOf(isText, 64)(value) && (value as string[]).length > 0,
  cwd: isText,
  env: isRecordOf(isText),
  timeout_seconds: isWhole(1, 3_600),
  on_stop: isOneOf(['run', 'require']),
  min_tests: isEither(isOneOf(['keep', null]), isWhole(1, 1_000_000)),
  counts: (value) => typeof value === 'string' && /^(auto|none|junit:.+)$/s.test(value),
  writes: isFlag,
  max_age_minutes: isWhole(1, 43_200),
}

const forbid: Fields<ForbidCriterion> = { ...common, kind: isOneOf(['forbid']), patterns: isListOf(isText, 20) }

const fact: Fields<FactCriterion> = {
  ...common,
  kind: isOneOf(['fact']),
  fact: isText,
  op: isOneOf(['eq', 'ne', 'lte', 'gte']),
  value: isEither(isText, isFlag, Number.isFinite),
}

const criteria: Readonly<Record<CriterionKind, Check>> = {
  command: isShape(command),
  git_clean: isShape({ ...common, kind: isOneOf(['git_clean']) }),
  forbid: isShape(forbid),
  human: isShape({ ...common, kind: isOneOf(['human']) }),
  fact: isShape(fact),
}

function isCriterion(value: unknown): boolean {
  const kind = (value as Criterion | null)?.kind
  return typeof kind === 'string' && Object.hasOwn(criteria, kind) && criteria[kind](value)
}

const policy: Fields<Policy> = {
  version: isOneOf([1]),
  mode: isOneOf(modes),
  profile: isOneOf(profiles),
  require_call: isFlag,
  strict_reasons: isFlag,
  max_blocks: isWhole(1, 7),
  subagents: isOneOf(['ignore', 'gate']),
  gaps: isOneOf(['allow', 'deny']),
  // What is written, and the policy's own file.
  protected: isListOf(isText, 51),
  protected_action: isOneOf(['note', 'block']),
  criteria: isListOf(isCriterion, 20),
}

/** Whether a value that was kept as JSON is a policy with every key that one has. */
export const isPolicy = isShape(policy)
