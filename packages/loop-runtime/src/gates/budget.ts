import type { ModelUsage } from '../model.ts'
import type { Budget, Prices, Task } from '../task/task.ts'
import type { Counters } from './counters.ts'

/** How much of each limit is used; limits that are not set are left out. */
export interface Use {
  limit: 'maxIterations' | 'maxWallSeconds' | 'maxTokens' | 'maxCostUsd' | 'maxToolCalls'
  used: number
  most: number
}

/** The event `budget_eval`; `warning` and `exceeded` are events of their own. */
export interface BudgetEvaluation {
  iteration: number
  approx_tokens: number
  uses: readonly Use[]
  /** Given once a run, and always before its end. */
  warning?: Use
  exceeded?: Use
}

/** Adds what one reply cost: its characters count for `maxApproxTokens`, its tokens and their price for the others. */
export function chargeReply(counters: Counters, characters: number, usage: ModelUsage, prices?: Prices): Counters {
  return {
    ...counters,
    approx_tokens: counters.approx_tokens + Math.ceil(characters / 4),
    input_tokens: counters.input_tokens + usage.inputTokens,
    output_tokens: counters.output_tokens + usage.outputTokens,
    cost_micros: counters.cost_micros + (prices ? costMicros(usage, prices) : 0),
  }
}

/** A dollar a million tokens is a micro-dollar a token. Rounded up, so that many small replies are not free. */
export function costMicros(
  { inputTokens, outputTokens, cachedInputTokens }: ModelUsage,
  { input, output, cachedInput = input }: Prices,
): number {
  const cached = Math.min(cachedInputTokens, inputTokens)
  return Math.ceil(Number(((inputTokens - cached) * input + cached * cachedInput + outputTokens * output).toFixed(6)))
}

/** Looks at every limit before a model is asked or a tool is called. The running iteration may use its tools. */
export function evaluateBudget(
  counters: Counters,
  { budget }: Pick<Task, 'budget'>,
  before: 'model' | 'tool',
): { evaluation: BudgetEvaluation; counters: Counters } {
  const uses = usesOf(counters, budget)
  const limiting = before === 'tool' ? uses.filter(({ limit }) => limit !== 'maxIterations') : uses
  const exceeded = limiting.find(({ used, most }) => used >= most)
  const near = exceeded ?? limiting.find(({ used, most }) => used >= most * budget.warnAt)
  const warning = counters.warned ? undefined : near
  return {
    evaluation: {
      iteration: counters.iteration,
      approx_tokens: counters.approx_tokens,
      uses,
      ...(warning && { warning }),
      ...(exceeded && { exceeded }),
    },
    counters: { ...counters, warned: counters.warned || warning !== undefined },
  }
}

function usesOf({ iteration, active_ms, input_tokens, output_tokens, cost_micros, tool_calls }: Counters, budget: Budget): Use[] {
  const used = {
    maxIterations: iteration,
    maxWallSeconds: active_ms / 1_000,
    maxTokens: input_tokens + output_tokens,
    maxCostUsd: cost_micros / 1_000_000,
    maxToolCalls: tool_calls,
  }
  const limits = Object.keys(used) as Use['limit'][]
  return limits.flatMap((limit) => (budget[limit] === undefined ? [] : [{ limit, used: used[limit], most: budget[limit] }]))
}
