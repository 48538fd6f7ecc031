import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { add, call, edit, finish, playground, read, test, verdictIn } from '../fixtures/played-run.ts'

const red = edit('42', '41')

describe('a final answer', () => {
  it('18. at once, twice, is rejected twice, and the run is abandoned for want of evidence', async () => {
    const { play, events } = playground()
    const run = await play([finish()])
    expect(run).toMatchObject({ status: 'abandoned', final_answer: null })
    expect(verdictIn(run, 'tool_evidence')).toMatchObject({ verdict: 'not_measured' })
    expect((await events(run, 'final_rejected')).map(({ payload }) => payload.feedback)).toEqual([
      expect.stringContaining('No tool evidence'),
      expect.stringContaining('No tool evidence'),
    ])
  })

  it('19. of too little confidence is rejected with both numbers, however green the tests are', async () => {
    const { play, events } = playground({ flags: { quality: { minFinalConfidence: 0.6 } } })
    const run = await play([test, finish({ confidence: 0.1 }), finish({ confidence: 0.6 })])
    expect(run.status).toBe('completed')
    const [rejected] = await events(run, 'final_rejected')
    expect(rejected?.payload.feedback).toMatch(/0\.1.*0\.6/)
  })

  it('20. without the typecheck that is required is rejected by its name', async () => {
    const flags = { typecheckCommand: 'true', quality: { requireTypecheckPassed: true } }
    const { play, events } = playground({ flags })
    const run = await play([test, finish(), call('repo_run_typecheck'), finish()])
    expect(run.status).toBe('completed')
    const rejected = await events(run, 'final_rejected')
    expect(rejected).toHaveLength(1)
    expect(rejected[0]?.payload.feedback).toContain('typecheck_passed')
  })

  it('21. without the change that is required is rejected', async () => {
    const flags = { evaluationCriteria: [{ id: 'changed', kind: 'diff_present', description: 'Something changed' }] } as const
    const { play, events } = playground({ flags: { ...flags, evaluationCriteria: [...flags.evaluationCriteria] } })
    const run = await play([test, finish(), add('more.txt'), test, finish()])
    expect(run.status).toBe('completed')
    expect((await events(run, 'final_rejected'))[0]?.payload.feedback).toContain('changed is failed')
  })

  it('19. that is blank is judged as one, not as a reply that cannot be used', async () => {
    const { play, events } = playground()
    const run = await play([test, finish({ final_answer: ' ' }), finish()])
    expect(run.status).toBe('completed')
    expect((await events(run, 'quality_eval')).map(({ payload }) => payload.score)).toContain(0.1)
  })
})

describe('an action', () => {
  it('22. of a tool that is not allowed is denied, and ends the run', async () => {
    const { play, events, folder } = playground({ flags: { security: { allowedTools: ['repo_read_file'] } } })
    const run = await play([add('more.txt')])
    expect(run.status).toBe('failed')
    expect(await events(run, 'security_eval')).toMatchObject([{ payload: { action: 'deny', boundary: 'tool' } }])
    expect(await events(run, 'tool_denied')).toHaveLength(1)
    expect(await events(run, 'tool_call')).toEqual([])
    expect(existsSync(join(folder, 'more.txt'))).toBe(false)
  })

  it('22. is denied and told of where violations are feedback', async () => {
    const { play } = playground({ flags: { security: { allowedTools: ['repo_read_file', 'repo_run_tests'], onViolation: 'feedback' } } })
    expect(await play([add('more.txt'), test, finish()])).toMatchObject({ status: 'completed' })
  })

  it('23. of high risk stops the run where every approval is denied', async () => {
    const { play, events } = playground({ flags: { approvalMode: 'deny' } })
    const run = await play([{ ...read, risk: 'high' }])
    expect(run.status).toBe('stopped_by_human')
    const types = (await events(run)).map(({ type }) => type)
    expect(types).toEqual(expect.arrayContaining(['security_eval', 'approval_requested', 'task_stopped_by_human']))
    expect(types).not.toContain('tool_call')
    expect(await events(run, 'governance_decision')).toMatchObject([{ payload: { action: 'escalate' } }, { payload: { action: 'stop' } }])
  })

  it('30. that scores too little is a failed step', async () => {
    const { play, events } = playground({ flags: { quality: { minStepScore: 0.7 }, budget: { maxIterations: 1 } } })
    const run = await play([read])
    expect((await events(run, 'loop_eval'))[0]?.payload).toMatchObject({ gate: 'fail', ok: true, score: 0.65 })
  })
})

describe('failures in a row', () => {
  it('24. three abandon the run', async () => {
    const { play } = playground()
    const missing = (path: string) => call('repo_read_file', { path })
    const run = await play([missing('a'), missing('b'), missing('c')])
    expect(run).toMatchObject({ status: 'abandoned', reason: expect.stringContaining('maxConsecutiveFailedSteps') })
  })

  it('24. fail, ok, fail, fail, ok goes on', async () => {
    const { play } = playground({ files: { 'answer.txt': 'The answer is 41.\n' } })
    const run = await play([test, read, test, add('more.txt'), edit('41', '42'), test, finish()])
    expect(run.status).toBe('completed')
    const other = playground({ files: { 'answer.txt': 'The answer is 41.\n' } })
    const going = await other.play([test, read, test, edit('41', '40'), edit('40', '43'), test, edit('43', '42'), test, finish()], {})
    expect(going.status).not.toBe('abandoned')
  })

  it('25. three replies that cannot be used end the run, two and a good one do not', async () => {
    const { play } = playground()
    expect(await play(['prose'])).toMatchObject({ status: 'failed', counters: expect.stringContaining('"iteration":3') })
    expect(await play(['prose', '{"status":"no"}', test, 'prose', 'prose', finish()])).toMatchObject({ status: 'completed' })
  })

  it('26. three rounds without a result abandon the run', async () => {
    const flags = { governance: { maxFinalRejections: 9, maxConsecutiveFailedSteps: 9, maxRecoveryAttempts: 9 } }
    const { play, events } = playground({ flags })
    const run = await play([finish(), call('repo_read_file', { path: 'nowhere' }), finish()])
    expect(run).toMatchObject({ status: 'abandoned', reason: expect.stringContaining('maxEmptyRounds') })
    expect(await events(run, 'empty_round')).toHaveLength(3)
  })

  it('28. the first red test ends a run that may not recover', async () => {
    const { play } = playground({ flags: { governance: { recoverOnFailedStep: false } } })
    const run = await play([red, test, finish()])
    expect(run).toMatchObject({ status: 'failed', reason: expect.stringContaining('recoverOnFailedStep') })
  })
})

describe('a limit', () => {
  it('27. of characters abandons the run after the reply that passes it', async () => {
    const { play, events } = playground({ flags: { budget: { maxApproxTokens: 50 } } })
    const run = await play([{ ...read, summary: 'x'.repeat(200) }])
    expect(run).toMatchObject({ status: 'abandoned', reason: expect.stringContaining('maxApproxTokens') })
    expect(await events(run, 'tool_call')).toEqual([])
  })

  it('29. nobody answers a question under auto', async () => {
    const { play } = playground()
    expect(await play([{ status: 'needs_human', summary: 'Which?' }])).toMatchObject({ status: 'stopped_by_human' })
  })

  it.each([
    ['maxTokens', { maxTokens: 250 }],
    ['maxCostUsd', { maxCostUsd: 0.000_25 }],
    ['maxToolCalls', { maxToolCalls: 2 }],
  ])('57. %s ends the run after one warning', async (limit, budget) => {
    const { play, events } = playground({ flags: { budget: { ...budget, warnAt: 0.4 }, prices: { input: 1, output: 1 } } })
    const run = await play([read, test, call('repo_list_files'), read])
    expect(run).toMatchObject({ status: 'budget_exceeded', reason: expect.stringContaining(limit) })
    expect(await events(run, 'budget_warning')).toMatchObject([{ payload: { limit } }])
  })

  it('58. two actions that take turns are told of once, then the run is abandoned', async () => {
    const { play, events } = playground({ flags: { budget: { maxIterations: 20, maxRepeatedActions: 9 } } })
    const run = await play([read, test, read, test, read, test, read, test])
    expect(await events(run, 'stuck_nudge')).toHaveLength(1)
    expect(run).toMatchObject({ status: 'abandoned', reason: expect.stringContaining('stuck') })
  })
})

it('the answer of a run that is not completed is not kept as its answer', async () => {
  const { play, folder } = playground({ flags: { governance: { maxFinalRejections: 1 } } })
  expect(await play([red, test, finish()])).toMatchObject({ status: 'abandoned', final_answer: null })
  expect(readFileSync(join(folder, 'answer.txt'), 'utf8')).toContain('41')
})
