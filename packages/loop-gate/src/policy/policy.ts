import type { Mode, Profile } from '../words.ts'

/** What a person accepted for a folder, with every default filled in; the keys are those of `.loop/gate.yaml`. */
export interface Policy {
  version: 1
  mode: Mode
  profile: Profile
  /** Whether a stop needs an approved `should_continue`. */
  require_call: boolean
  /** Whether `error_cannot_proceed` needs a failed attempt on each due criterion. */
  strict_reasons: boolean
  /** The most refused stops in a row, 1 to 7. */
  max_blocks: number
  subagents: 'ignore' | 'gate'
  gaps: 'allow' | 'deny'
  /** Globs; a change there is shown to the person. The policy's own file is always among them. */
  protected: readonly string[]
  protected_action: 'note' | 'block'
  criteria: readonly Criterion[]
}

interface Common {
  /** `^[a-z][a-z0-9_-]{0,39}$`, unique in its policy. */
  id: string
  title: string
  required: boolean
  /** Globs of the files that it is about; empty means all. */
  paths: readonly string[]
}

/** A program that must have passed on exactly these files. */
export interface CommandCriterion extends Common {
  kind: 'command'
  /** The program and its arguments; no shell is ever implied. */
  run: readonly string[]
  /** A folder beneath the root, relative to it; `.` is the root itself. */
  cwd: string
  env: Readonly<Record<string, string>>
  timeout_seconds: number
  /** Whether the stop hook may run it, or only asks for it. */
  on_stop: 'run' | 'require'
  /** At least so many tests must have passed; `keep`: as many as there were tests in any of the last five runs. */
  min_tests: number | 'keep' | null
  counts: CountsRule
  /** Whether the program may change files of its own scope. */
  writes: boolean
  max_age_minutes: number
}

/** Where the numbers of tests are read: the output, nowhere, or a JUnit file beneath the root. */
export type CountsRule = 'auto' | 'none' | `junit:${string}`

export interface GitCleanCriterion extends Common {
  kind: 'git_clean'
}

/** No changed file may contain one of these literal texts. */
export interface ForbidCriterion extends Common {
  kind: 'forbid'
  patterns: readonly string[]
}

/** A person says so, for exactly these files. */
export interface HumanCriterion extends Common {
  kind: 'human'
}

/** What another module knows must compare so. */
export interface FactCriterion extends Common {
  kind: 'fact'
  fact: string
  op: 'eq' | 'ne' | 'lte' | 'gte'
  value: string | number | boolean
}

export type Criterion = CommandCriterion | GitCleanCriterion | ForbidCriterion | HumanCriterion | FactCriterion
export type CriterionKind = Criterion['kind']
