import { LoopError } from 'loop-core'
import { describe, expect, it } from 'vitest'
import { type Narrowing, narrow } from './narrow.ts'
import { settleTask } from './settle-task.ts'

const task = settleTask({
  flags: {
    checks: { lint: 'npm run lint' },
    security: { allowedTools: ['repo_read_file', 'repo_run_tests'] },
    budget: { maxTokens: 100 },
    evaluationCriteria: [{ id: 'changed', kind: 'diff_present', required: false }],
  },
})

function codeOf(narrowing: Narrowing): string {
  try {
    narrow(task, narrowing)
  } catch (error) {
    if (LoopError.is(error)) return `${error.code} ${error.details?.path ?? ''}`.trim()
    throw error
  }
  return 'taken'
}

describe('a client', () => {
  it('may take fewer tools, smaller limits and more criteria', () => {
    const narrower = narrow(task, {
      allowed_tools: ['repo.read_file'],
      budget: { max_iterations: 2, max_tokens: 100, max_tool_calls: 5 },
      criteria: [
        { id: 'lint', kind: 'check_passed', check: 'lint' },
        { id: 'changed', kind: 'diff_present' },
      ],
    })
    expect(narrower.security.allowedTools).toEqual(['repo_read_file'])
    expect(narrower.budget).toMatchObject({ maxIterations: 2, maxTokens: 100, maxToolCalls: 5, maxEmptyRounds: 2 })
    expect(narrower.evaluationCriteria).toEqual([
      expect.objectContaining({ id: 'changed', required: true }),
      expect.objectContaining({ id: 'tool_evidence' }),
      expect.objectContaining({ id: 'tests_passed' }),
      expect.objectContaining({ id: 'lint', kind: 'check_passed', check: 'lint', required: true }),
    ])
    expect(narrow(task, {})).toEqual(task)
  })

  it.each([
    ['a tool that is not allowed', { allowed_tools: ['repo_read_file', 'repo_apply_patch'] }, 'policy_widened allowed_tools[1]'],
    ['an unknown tool', { allowed_tools: ['shell'] }, 'policy_widened allowed_tools[0]'],
    ['a larger limit', { budget: { max_iterations: 9 } }, 'policy_widened budget.max_iterations'],
    ['a larger limit of tokens', { budget: { max_tokens: 101 } }, 'policy_widened budget.max_tokens'],
    ['no number', { budget: { max_tokens: Number.NaN } }, 'policy_widened budget.max_tokens'],
    ['less than nothing', { budget: { max_tokens: -1 } }, 'policy_widened budget.max_tokens'],
    ['a limit that is none', { budget: { warn_at: 1 } as never }, 'policy_widened budget.warn_at'],
    ['a weaker criterion', { criteria: [{ id: 'tests_passed', kind: 'tests_passed', required: false }] }, 'policy_widened criteria[0]'],
    ['another in its place', { criteria: [{ id: 'changed', kind: 'tool_evidence' }] }, 'policy_widened criteria[0]'],
    ['no tools at all', { allowed_tools: [] }, 'task_invalid allowed_tools'],
    ['a criterion nothing can meet', { criteria: [{ id: 'types', kind: 'typecheck_passed' }] }, 'task_invalid evaluationCriteria[3].kind'],
    ['dollars without prices', { budget: { max_cost_usd: 1 } }, 'price_unknown'],
  ] satisfies [string, Narrowing, string][])('is refused %s', (_, narrowing, code) => {
    expect(codeOf(narrowing)).toBe(code)
  })
})
