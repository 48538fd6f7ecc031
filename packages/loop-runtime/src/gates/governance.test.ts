import { describe, expect, it } from 'vitest'
import type { Task, WrittenTask } from '../task/task.ts'
import { type Counters, noCounters } from './counters.ts'
import { decisionWith, taskWith } from './fixtures/gates.ts'
import { type Governed, governDecision, governFinal, governInvalid, governReply, governStep } from './governance.ts'
import type { StepEvaluation } from './step-evaluation.ts'

const step = (gate: StepEvaluation['gate'], ok = true): StepEvaluation => ({ tool: 'repo_run_tests', ok, score: 0, gate, feedback: '' })

type Move = 'red' | 'ok' | 'error' | 'denied' | 'final' | 'bad' | 'good'

const moves: Record<Move, (counters: Counters, task: Task) => Governed> = {
  red: (counters, task) => governStep(counters, step('fail'), task),
  ok: (counters, task) => governStep(counters, step('pass'), task),
  error: (counters, task) => governStep(counters, step('fail', false), task),
  denied: (counters, task) => governStep(counters, step('stop', false), task),
  final: (counters, task) => governFinal(counters, { accepted: false }, task),
  bad: (counters, task) => governInvalid(counters, task),
  good: (counters, task) => governDecision(counters, decisionWith(), task),
}

/** What governance does at each of some moves, until the run ends. */
function governed(names: string, flags: WrittenTask = {}): string {
  const task = taskWith(flags)
  let counters = noCounters
  const actions: string[] = []
  for (const name of names.split(' ')) {
    const { decision, counters: next } = moves[name as Move](counters, task)
    counters = next
    actions.push(decision.ends_as ?? decision.action)
    if (decision.ends_as !== undefined) break
  }
  return actions.join(' ')
}

const patient = { maxRecoveryAttempts: 100, maxConsecutiveFailedSteps: 100, maxFinalRejections: 100 }

describe('governance', () => {
  it.each<[string, string, string, WrittenTask?]>([
    ['18. the second rejected final abandons', 'final final', 'continue abandoned'],
    ['24. three failed steps in a row abandon', 'red red red', 'recover recover abandoned'],
    ['24. but not with a good one between', 'red ok red red ok', 'recover continue recover recover continue'],
    ['25. a third bad reply in a row fails', 'bad bad bad', 'recover recover failed'],
    ['25. but two, then a good one, go on', 'bad bad good bad bad', 'recover recover continue recover recover'],
    ['26. the third empty round in a row abandons', 'error error error', 'recover recover abandoned', { governance: patient }],
    ['26. a rejected final is one', 'error final error', 'recover continue abandoned', { governance: patient }],
    ['26. a red test is none', 'error error red error error', 'recover recover recover recover recover', { governance: patient }],
    ['28. a red test fails where nothing is recovered', 'red', 'failed', { governance: { recoverOnFailedStep: false } }],
    ['a refused action fails', 'denied', 'failed'],
    ['a fourth recovery abandons', 'red ok red ok red ok red', 'recover continue recover continue recover continue abandoned'],
    ['no recovery at all abandons', 'red', 'abandoned', { governance: { maxRecoveryAttempts: 0 } }],
    ['no empty round at all abandons', 'error', 'abandoned', { budget: { maxEmptyRounds: 0 } }],
    ['no bad reply at all fails', 'bad', 'failed', { budget: { maxInvalidDecisions: 0 } }],
  ])('%s', (_, names, expected, flags) => {
    expect(governed(names, flags)).toBe(expected)
  })

  it('says which rounds were empty', () => {
    expect(moves.error(noCounters, taskWith()).empty_round).toBe(true)
    expect(moves.red(noCounters, taskWith()).empty_round).toBe(false)
    expect(moves.final(noCounters, taskWith()).empty_round).toBe(true)
  })

  it('completes only what was accepted, and changes no counters by it', () => {
    expect(governFinal(noCounters, { accepted: true }, taskWith())).toMatchObject({
      decision: { ends_as: 'completed' },
      counters: noCounters,
    })
  })

  it('27. abandons at the reply that passes maxApproxTokens', () => {
    const task = taskWith({ budget: { maxApproxTokens: 50 } })
    const at = (approx_tokens: number) => governReply({ ...noCounters, approx_tokens }, task).action
    expect([at(49), at(50)]).toEqual(['continue', 'abandon'])
    expect(governReply({ ...noCounters, approx_tokens: 1e9 }, taskWith()).action).toBe('continue')
  })

  it.each([
    ['an ordinary one goes on', {}, {}, 'continue'],
    ['one for a person is escalated', { status: 'needs_human' as const }, {}, 'escalate'],
    ['23. one of high risk is escalated', { risk: 'high' as const }, {}, 'escalate'],
    ['one of high risk goes on where the task lets it', { risk: 'high' as const }, { governance: { escalateHighRisk: false } }, 'continue'],
    ['one that asks for approval is escalated', { requiresHumanApproval: true }, { governance: { escalateHighRisk: false } }, 'escalate'],
    ['one that gives up fails', { status: 'failed' as const }, {}, 'stop'],
    ['a final of high risk is for the final gate', { status: 'final' as const, risk: 'high' as const }, {}, 'continue'],
  ])('of decisions: %s', (_, decision, flags, action) => {
    expect(governDecision({ ...noCounters, invalid_in_a_row: 2 }, decisionWith(decision), taskWith(flags))).toMatchObject({
      decision: { action },
      counters: { invalid_in_a_row: 0 },
    })
  })
})
