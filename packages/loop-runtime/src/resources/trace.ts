import { type EffectContext, resource } from 'loop-core'
import { z } from 'zod'
import { runId } from '../host/fields.ts'
import { listRunEvents } from '../operations/run/events.ts'

const pageSize = 100

const common = {
  roles: ['agent', 'orchestrator', 'user'] as const,
  mimeType: 'application/json' as const,
}

export const trace = resource({
  ...common,
  name: 'runtime_trace',
  title: 'Trace of a run',
  summary: 'The first hundred events of a run in order; next is the address of those behind them.',
  uri: 'loop://runtime/runs/{run_id}/trace',
  parameters: z.object({ run_id: runId }),
  read: ({ run_id }, context) => pageOf(run_id, 0, context),
})

export const traceBehind = resource({
  ...common,
  name: 'runtime_trace_behind',
  title: 'Further trace of a run',
  summary: 'A hundred events of a run behind the one with the number after.',
  uri: 'loop://runtime/runs/{run_id}/trace/{after}',
  parameters: z.object({ run_id: runId, after: z.coerce.number().int().min(0).max(2_147_483_647) }),
  read: ({ run_id, after }, context) => pageOf(run_id, after, context),
})

function pageOf(run_id: string, after: number, { transaction }: EffectContext): Promise<string> {
  return transaction(async (inner) => {
    const page = await listRunEvents.run({ run_id, after, limit: pageSize }, inner)
    const next = page.after === undefined ? {} : { next: `loop://runtime/runs/${run_id}/trace/${page.after}` }
    return JSON.stringify({ events: page.events, ...next }, null, 2)
  })
}
