import { describe, expect, it } from 'vitest'
import type { WrittenTask } from '../task/task.ts'
import { chargeReply, costMicros, evaluateBudget } from './budget.ts'
import { type Counters, noCounters } from './counters.ts'
import { taskWith } from './fixtures/gates.ts'

const usage = (inputTokens: number, outputTokens: number, cachedInputTokens = 0) => ({
  inputTokens,
  outputTokens,
  cachedInputTokens,
  estimated: false,
})
const prices = { input: 1, output: 5 }

/** What is said before each of ten model calls, where each step uses something. */
function course(budget: WrittenTask['budget'], used: (step: number) => Partial<Counters>): string {
  const task = taskWith({ budget: { maxIterations: 1_000, ...budget }, prices })
  let counters = noCounters
  const said: string[] = []
  for (let step = 0; step <= 10; step++) {
    const { evaluation, counters: next } = evaluateBudget({ ...counters, ...used(step) }, task, 'model')
    counters = next
    if (evaluation.warning) said.push(`warned ${evaluation.warning.limit} at ${step}`)
    if (evaluation.exceeded) return [...said, `exceeded at ${step}`].join(', ')
  }
  return said.join(', ')
}

describe('57. a budget ends the run after one warning', () => {
  it.each<[string, WrittenTask['budget'], (step: number) => Partial<Counters>]>([
    ['maxIterations', { maxIterations: 5 }, (step) => ({ iteration: step })],
    ['maxWallSeconds', { maxWallSeconds: 5 }, (step) => ({ active_ms: step * 1_000 })],
    ['maxTokens', { maxTokens: 50 }, (step) => ({ input_tokens: step * 4, output_tokens: step * 6 })],
    ['maxCostUsd', { maxCostUsd: 0.5 }, (step) => ({ cost_micros: step * 100_000 })],
    ['maxToolCalls', { maxToolCalls: 5 }, (step) => ({ tool_calls: step })],
  ])('%s', (limit, budget, used) => {
    expect(course(budget, used)).toBe(`warned ${limit} at 4, exceeded at 5`)
  })

  it('even where one reply passes both', () => {
    expect(course({ maxTokens: 50 }, (step) => ({ input_tokens: step * 100 }))).toBe('warned maxTokens at 1, exceeded at 1')
  })

  it('where the warning begins is said by the task', () => {
    expect(course({ maxToolCalls: 5, warnAt: 0.2 }, (step) => ({ tool_calls: step }))).toBe('warned maxToolCalls at 1, exceeded at 5')
  })

  it('once a run, whichever limit is near', () => {
    const near = (step: number) => ({ tool_calls: step, iteration: step })
    expect(course({ maxIterations: 5, maxToolCalls: 6 }, near)).toBe('warned maxIterations at 4, exceeded at 5')
  })
})

describe('a budget', () => {
  it('13. of one iteration lets that one use its tools', () => {
    const task = taskWith({ budget: { maxIterations: 1 } })
    expect(evaluateBudget({ ...noCounters, iteration: 1 }, task, 'tool').evaluation.exceeded).toBeUndefined()
    expect(evaluateBudget({ ...noCounters, iteration: 1 }, task, 'model').evaluation.exceeded).toEqual({
      limit: 'maxIterations',
      used: 1,
      most: 1,
    })
    expect(evaluateBudget(noCounters, task, 'model').evaluation.exceeded).toBeUndefined()
  })

  it('tells the use of each limit that is set', () => {
    expect(evaluateBudget({ ...noCounters, iteration: 2, active_ms: 1_500, approx_tokens: 7 }, taskWith(), 'model').evaluation).toEqual({
      iteration: 2,
      approx_tokens: 7,
      uses: [
        { limit: 'maxIterations', used: 2, most: 8 },
        { limit: 'maxWallSeconds', used: 1.5, most: 3_600 },
      ],
    })
  })

  it('is charged by the reply: characters, tokens and their price', () => {
    const once = chargeReply(noCounters, 5, usage(100, 10, 50), { ...prices, cachedInput: 0.1 })
    expect(once).toMatchObject({ approx_tokens: 2, input_tokens: 100, output_tokens: 10, cost_micros: 50 + 5 + 50 })
    expect(chargeReply(once, 0, usage(1, 1))).toMatchObject({ approx_tokens: 2, input_tokens: 101, cost_micros: 105 })
    expect(costMicros(usage(10, 0), { input: 1.1, output: 0 })).toBe(11)
    expect(costMicros(usage(1, 0), { input: 0.01, output: 0 })).toBe(1)
    expect(costMicros(usage(10, 0, 99), { input: 1, output: 0 })).toBe(10)
  })
})
