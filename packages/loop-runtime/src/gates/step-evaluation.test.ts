import { expect, it } from 'vitest'
import type { ActionTool, CommandOutcome, Risk } from '../words.ts'
import { evaluateStep, qualityOfStep, type StepResult } from './step-evaluation.ts'

const rules = { minStepScore: 0.2, onViolation: 'fail' } as const

function scored(tool: ActionTool, more: Partial<StepResult> = {}) {
  const { score, gate } = evaluateStep({ tool, risk: 'low', denied: false, ok: true, ...more }, rules)
  return [score, gate]
}

it.each<[string, ActionTool, Partial<StepResult>, [score: number, gate: string]]>([
  ['refused by policy', 'repo_read_file', { denied: true, ok: false }, [0, 'stop']],
  ['a failed tool', 'repo_read_file', { ok: false }, [0.25, 'fail']],
  ['green tests', 'repo_run_tests', { outcome: 'passed' }, [1, 'pass']],
  ['red tests', 'repo_run_tests', { outcome: 'failed' }, [0.45, 'fail']],
  ['no tests', 'repo_run_tests', { outcome: 'no_tests' }, [0.45, 'fail']],
  ['tests without an outcome', 'repo_run_tests', {}, [0.45, 'fail']],
  ['a good typecheck', 'repo_run_typecheck', { outcome: 'passed' }, [1, 'pass']],
  ['a bad typecheck', 'repo_run_typecheck', { outcome: 'timeout' }, [0.4, 'fail']],
  ['a bad check', 'repo_run_check', { outcome: 'killed' }, [0.4, 'fail']],
  ['a patch', 'repo_apply_patch', {}, [0.75, 'pass']],
  ['a patch of high risk', 'repo_apply_patch', { risk: 'high' as Risk }, [0.6, 'pass']],
  ['a dry run', 'repo_apply_patch', { wrote: false }, [0.65, 'pass']],
  ['anything else', 'repo_git_diff', {}, [0.65, 'pass']],
])('%s has its score', (_, tool, more, expected) => {
  expect(scored(tool, more)).toEqual(expected)
})

it('30. a plain read below the minimum is a failed step', () => {
  const step = evaluateStep({ tool: 'repo_read_file', risk: 'low', denied: false, ok: true }, { ...rules, minStepScore: 0.7 })
  expect(step).toMatchObject({ score: 0.65, gate: 'fail', ok: true, feedback: 'The step scored 0.65, and 0.7 is needed.' })
  expect(qualityOfStep(step, 0.7)).toEqual({ phase: 'step', score: 0.65, minimum: 0.7, pass: false, feedback: step.feedback })
})

it('a violation that is only told of is a failed step without a score', () => {
  const step = evaluateStep({ tool: undefined, risk: 'low', denied: true, ok: false }, { ...rules, onViolation: 'feedback' })
  expect(step).toMatchObject({ score: 0, gate: 'fail', ok: false, tool: 'unknown' })
})

it('no outcome but passed is green', () => {
  for (const outcome of ['failed', 'no_tests', 'timeout', 'output_limit', 'cancelled', 'killed', 'error'] satisfies CommandOutcome[])
    expect(scored('repo_run_check', { outcome })).toEqual([0.4, 'fail'])
})
