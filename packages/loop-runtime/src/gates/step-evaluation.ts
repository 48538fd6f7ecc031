import type { ActionTool, CommandOutcome, Risk } from '../words.ts'

/** What one action came to. */
export interface StepResult {
  /** `undefined` for a name that no tool has. */
  tool: ActionTool | undefined
  risk: Risk
  /** Whether security refused it before anything ran. */
  denied: boolean
  /** Whether the tool answered rather than failed. */
  ok: boolean
  /** Of a command; a red one is a good answer of the tool and a failed step. */
  outcome?: CommandOutcome | undefined
  /** Whether files were written; a dry run of a patch is reading. */
  wrote?: boolean
}

/** The event `loop_eval`. */
export interface StepEvaluation {
  tool: string
  ok: boolean
  score: number
  gate: 'pass' | 'fail' | 'stop'
  feedback: string
}

/** The event `quality_eval`. */
export interface QualityEvaluation {
  phase: 'step' | 'final'
  score: number
  minimum: number
  pass: boolean
  feedback: string
}

/** Scores one action; what is refused by policy stops the run, unless the task wants to hear of it only. */
export function evaluateStep(result: StepResult, rules: { minStepScore: number; onViolation: 'fail' | 'feedback' }): StepEvaluation {
  const { tool, denied, ok } = result
  const score = scoreOf(result)
  const failed = denied || !ok || isRed(result) || score < rules.minStepScore
  const gate = denied && rules.onViolation === 'fail' ? 'stop' : failed ? 'fail' : 'pass'
  return {
    tool: tool ?? 'unknown',
    ok: ok && !denied,
    score,
    gate,
    feedback: gate === 'pass' ? '' : feedbackOf(result, score, rules.minStepScore),
  }
}

/** The same as an event of quality. */
export function qualityOfStep({ score, gate, feedback }: StepEvaluation, minStepScore: number): QualityEvaluation {
  return { phase: 'step', score, minimum: minStepScore, pass: gate === 'pass', feedback }
}

const greens: Partial<Record<ActionTool, [green: number, red: number]>> = {
  repo_run_tests: [1, 0.45],
  repo_run_typecheck: [1, 0.4],
  repo_run_check: [1, 0.4],
}

function scoreOf(result: StepResult): number {
  const { tool, denied, ok, risk, wrote = true } = result
  if (denied) return 0
  if (!ok || tool === undefined) return 0.25
  const command = greens[tool]
  if (command) return isRed(result) ? command[1] : command[0]
  if (tool === 'repo_apply_patch' && wrote) return risk === 'high' ? 0.6 : 0.75
  return 0.65
}

function isRed({ tool, outcome }: StepResult): boolean {
  return tool !== undefined && tool in greens && outcome !== 'passed'
}

function feedbackOf({ tool, denied, ok, outcome }: StepResult, score: number, minimum: number): string {
  if (denied) return 'The action was refused by policy. Take another one.'
  if (!ok) return `${tool ?? 'The tool'} failed. Read its error before you try again.`
  if (outcome !== undefined && outcome !== 'passed') return `${tool} ended as ${outcome}. Read its output and mend the cause.`
  return `The step scored ${score}, and ${minimum} is needed.`
}
