import { describe, expect, it } from 'vitest'
import { add, call, edit, finish, playground, read, type Said, test } from '../fixtures/played-run.ts'
import { ModelError } from '../model.ts'
import type { WrittenTask } from '../task/task.ts'

const missing = call('repo_read_file', { path: 'missing' })
const patient = { governance: { maxFinalRejections: 9, maxConsecutiveFailedSteps: 9 } }
const several = { calls: [{ tool: 'repo_run_tests' }, { tool: 'repo_git_diff' }] }

describe('under its own task a run is decided as it was', () => {
  it.each<[string, Said[], WrittenTask?]>([
    ['stale, then completed', [test, add('more.txt'), finish(), test, finish()]],
    ['out of budget in the middle of a turn', [several], { budget: { maxToolCalls: 1 } }],
    ['full of bad patches and words', ['prose', edit('nowhere', 'x'), { ...read, risk: 'high' }, test, finish()], patient],
    ['without anybody who answers', [{ status: 'needs_human', summary: 'Which?' }]],
  ])('%s', async (_, said, flags = {}) => {
    const { play, replay } = playground({ flags })
    const run = await play(said)
    expect(await replay(run)).toMatchObject({ differences: [], status: run.status, compared: expect.any(Number) })
  })

  it('also where people answered, and where its model failed and came back', async () => {
    const { play, resume, replay } = playground({ flags: { approvalMode: 'manual' } })
    const down = { name: 'down', reply: () => Promise.reject(new ModelError('It is down.')) }
    const failed = await play([], { model: down })
    const answers = [
      { answer: 'revise', comment: 'Not so.' },
      { answer: 'approve', scope: 'run' },
    ] as const
    let asked = 0
    const ask = async () => answers[asked++]!
    const run = await resume(failed, [edit('42', '40'), add('more.txt'), add('most.txt'), test, finish()], { ask })
    expect([run.status, asked]).toEqual(['completed', 2])
    expect(await replay(run)).toMatchObject({ differences: [], status: 'completed' })
    expect((await replay(run, { approvalMode: 'auto' })).differences).toMatchObject([
      { iteration: 1, gate: 'approval', decided: 'ask', now: 'approve' },
      { gate: 'end', decided: 'completed', now: 'goes on' },
    ])
  })

  it('as far as it is, where it waits', async () => {
    const { play, replay } = playground({ flags: { approvalMode: 'manual' } })
    const run = await play([test, edit('42', '43')])
    expect(run.status).toBe('waiting_approval')
    expect(await replay(run)).toMatchObject({ differences: [] })
  })
})

it('under another task it says what would be decided otherwise, and why', async () => {
  const { play, replay } = playground({ flags: { budget: { maxIterations: 6 } } })
  const run = await play([missing, test, add('test/more.txt'), finish(), test, finish()])
  expect(run.status).toBe('completed')
  const under = async (change: WrittenTask) => {
    const { differences } = await replay(run, change)
    return differences.map(({ iteration, gate, decided, now }) => `${iteration} ${gate}: ${decided} → ${now}`)
  }
  expect(await under({ governance: { maxConsecutiveFailedSteps: 1 } })).toEqual([
    '1 governance of the step: recover → abandon',
    '1 end: completed → abandoned',
  ])
  expect(await under({ security: { protectVerifiers: 'deny' } })).toEqual([
    '3 security of repo_apply_patch: escalate verifier_change → deny path_denied',
    '3 score of repo_apply_patch: pass → stop',
    '3 governance of the step: continue → stop',
    '3 end: completed → failed',
  ])
  expect(await under({ approvalMode: 'deny' })).toEqual([
    '3 approval: approve → deny',
    '3 governance of the step: continue → stop',
    '3 end: completed → stopped_by_human',
  ])
  expect(await under({ approvalMode: 'manual' })).toEqual(['3 approval: approve → ask'])
  expect(await under({ governance: { maxFinalRejections: 1 } })).toEqual([
    '4 governance of the final answer: continue → abandon',
    '4 end: completed → abandoned',
  ])
  expect(await under({ quality: { minStepScore: 0.8 } })).toEqual([
    '3 score of repo_apply_patch: pass → fail',
    '3 governance of the step: continue → recover',
  ])
  expect(await under({ testCommand: 'npm test', quality: { minFinalConfidence: 0.95 } })).toEqual([
    '4 evidence: rejected tests_passed:stale → rejected tests_passed:not_measured',
    '6 evidence: accepted → rejected tests_passed:not_measured',
    '6 governance of the final answer: stop → abandon',
    '6 end: completed → abandoned',
  ])
  expect(await under({ budget: { maxIterations: 3 } })).toEqual(['3 end: completed → budget_exceeded'])
  expect((await replay(run, { budget: { maxIterations: 3 } })).differences[0]?.why).toBe('maxIterations: 3 of 3.')
})

it('where it ended and would go on now, nobody knows what would have come', async () => {
  const { play, replay } = playground({ flags: { budget: { maxIterations: 1 } } })
  const run = await play([read])
  expect((await replay(run, { budget: { maxIterations: 2 } })).differences).toMatchObject([
    { gate: 'end', decided: 'budget_exceeded', now: 'goes on', why: expect.stringContaining('maxIterations: 1 of 1.') },
  ])
})

it('what has no reply cannot be replayed', async () => {
  const { play, replay } = playground({ flags: { skill: 'nowhere' } })
  await expect(replay(await play([test]))).rejects.toMatchObject({ code: 'nothing_to_replay' })
})
