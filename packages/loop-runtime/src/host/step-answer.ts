import { z } from 'zod'
import type { Journal, TraceEvent } from '../run/journal.ts'
import { leftBy } from '../run/reading.ts'
import type { TraceType } from '../run/trace-types.ts'
import type { ApprovalRow } from '../storage/tables.ts'
import { limitsOf } from '../task/narrow.ts'
import type { Task } from '../task/task.ts'
import { fieldsOf } from '../trace/trace-event.ts'
import { runStatuses } from '../words.ts'
import { nextOf } from './next-of.ts'

export const CriterionLine = z.looseObject({ id: z.string(), verdict: z.string() })

export const StepAnswer = z.object({
  run_id: z.string(),
  status: z.enum(runStatuses),
  iteration: z.int(),
  result: z
    .object({
      tool: z.string(),
      ok: z.boolean(),
      output: z.looseObject({}).optional(),
      error: z.looseObject({ code: z.string(), message: z.string() }).optional(),
    })
    .optional(),
  evaluation: z.looseObject({ score: z.number(), gate: z.string(), feedback: z.string() }).optional(),
  governance: z.object({ action: z.string(), reason: z.string() }).optional(),
  approval: z.object({ approval_id: z.string(), kind: z.string(), preview: z.string() }).optional(),
  nudge: z.string().optional(),
  criteria: z.array(CriterionLine).optional(),
  findings: z.array(z.string()).optional(),
  branch: z.string().optional(),
  budget: z.object({ used: z.record(z.string(), z.number()), limit: z.record(z.string(), z.number()) }),
  next: z.string(),
})

export type StepAnswer = z.input<typeof StepAnswer>

/** What of the trace of one call its caller is told. */
export interface Happened {
  events: readonly TraceEvent[]
  pending: ApprovalRow | undefined
}

/** What one step came to, from the journal and from what was traced meanwhile. */
export function stepAnswer({ row, steps, counters }: Journal, task: Task, { events, pending }: Happened): StepAnswer {
  const last = (type: TraceType) => events.findLast((event) => event.type === type)?.payload
  const [evaluation, governance, nudge, final] = (['loop_eval', 'governance_decision', 'stuck_nudge', 'final_eval'] as const).map(last)
  const result = resultOf(steps)
  return {
    run_id: row.id,
    status: row.status,
    iteration: counters.iteration,
    ...(result && { result }),
    ...(evaluation && { evaluation: evaluation as StepAnswer['evaluation'] }),
    ...(governance && { governance: governance as StepAnswer['governance'] }),
    ...(pending && { approval: { approval_id: pending.id, kind: pending.kind, preview: pending.preview } }),
    ...(nudge && { nudge: `${nudge.text}` }),
    ...(final && judged(final as Pick<StepAnswer, 'criteria' | 'findings'>)),
    ...(row.branch !== null && { branch: row.branch }),
    budget: budgetOf(task, counters),
    next: nextOf(row, { pending, told: toldBy(steps) }),
  }
}

/** What is said of a step whose command goes on after its caller lost patience; `receiptId` is that of the command, once it runs. */
export function runningAnswer(journal: Journal, task: Task, receiptId: string | undefined): StepAnswer {
  const open = journal.steps.findLast(({ kind, outcome }) => kind === 'tool' && outcome === null)
  const output = { outcome: 'running', passed: false, ...(receiptId !== undefined && { receiptId }) }
  return {
    ...stepAnswer(journal, task, { events: [], pending: undefined }),
    status: 'running',
    ...(open && { result: { tool: open.tool ?? '', ok: true, output } }),
    next: 'The step goes on: call run_step without a decision to wait along.',
  }
}

/** What the last decision did. */
function resultOf(steps: Journal['steps']): StepAnswer['result'] {
  const asked = steps.findLastIndex(({ kind, outcome }) => kind === 'model' && outcome !== 'lost')
  const step = steps.slice(asked + 1).findLast(({ kind, outcome }) => kind === 'tool' && outcome !== null && outcome !== 'lost')
  if (step === undefined) return undefined
  const said = fieldsOf(JSON.parse(leftBy(step).text ?? '{}'))
  const tool = step.tool ?? ''
  return step.outcome === 'ok' ? { tool, ok: true, output: said } : { tool, ok: false, error: said.error as never }
}

/** What is told to whoever decides next. */
function toldBy(steps: Journal['steps']): readonly string[] {
  const step = steps.at(-1)
  return step ? (leftBy(step).feedback ?? []) : []
}

function judged({ criteria, findings }: Pick<StepAnswer, 'criteria' | 'findings'>) {
  return { criteria, findings }
}

/** Used and most, by the limits that are set. */
function budgetOf({ budget }: Pick<Task, 'budget'>, counters: Journal['counters']): StepAnswer['budget'] {
  const { iteration, empty_in_a_row, invalid_in_a_row, approx_tokens, active_ms, input_tokens, output_tokens, tool_calls } = counters
  return {
    used: {
      max_iterations: iteration,
      max_empty_rounds: empty_in_a_row,
      max_invalid_decisions: invalid_in_a_row,
      max_approx_tokens: approx_tokens,
      max_wall_seconds: Math.round(active_ms / 1_000),
      max_tokens: input_tokens + output_tokens,
      max_tool_calls: tool_calls,
    },
    limit: limitsOf(budget),
  }
}
