import { endMarkedProcesses } from 'loop-core/process'
import { stepVariable } from '../commands/run-command.ts'
import type { StepRow } from '../storage/tables.ts'
import { markerOf } from '../tools/command-run.ts'
import type { SettledPatch } from '../tools/settle.ts'
import { chargeLost } from './ask-model.ts'
import { conclude } from './conclude.ts'
import type { Engine } from './engine.ts'
import type { Journal } from './journal.ts'
import { nextWork } from './reading.ts'

/** Settles what was begun and has no result, before anything new is done. */
export async function settleLast(engine: Engine, journal: Journal): Promise<void> {
  const last = journal.steps.at(-1)
  if (last === undefined || last.result_at !== null) return
  if (last.kind === 'tool' || last.kind === 'verify')
    await endMarkedProcesses({ name: stepVariable, value: markerOf({ id: last.run_id, step: last.seq }) })
  const effects = effectsOf(last)
  if (effects === undefined) return lose(engine, journal, last)
  const settled = await engine.tools.settle(effects, { id: last.run_id, step: last.seq })
  journal.event('step_recovered', { step: last.seq, kind: last.kind, as: settled.outcome })
  if (settled.outcome === 'unknown') return endUnknown(journal, last, settled.paths)
  await endRecovered(engine, journal, last, settled)
}

/** A patch that was written after all goes through the gates behind it like any other. */
async function endRecovered(engine: Engine, journal: Journal, step: StepRow, { receiptId, editedFiles }: SettledPatch): Promise<void> {
  journal.count({ tool_calls: 1 })
  const begun = nextWork(journal.steps.slice(0, -1))
  const { risk, callId } =
    begun.kind === 'act' ? { risk: begun.decision.risk, callId: begun.callId } : { risk: 'low' as const, callId: undefined }
  const answer = { output: { recovered: true, editedFiles, receiptId }, wrote: true, ...(receiptId !== undefined && { receiptId }) }
  await conclude(engine, journal, { step, risk, callId, answer })
}

/** What can be done again is done again. */
async function lose(engine: Engine, journal: Journal, last: StepRow): Promise<void> {
  const left = last.kind === 'model' ? { usage: chargeLost(engine, journal) } : {}
  journal.event('step_recovered', { step: last.seq, kind: last.kind, as: 'lost' })
  await journal.end(last, { outcome: 'lost', result: left })
}

async function endUnknown(journal: Journal, last: StepRow, paths: readonly string[]): Promise<void> {
  const feedback = [`A patch was cut short, and these files are neither as they were nor as it makes them: ${paths.join(', ')}. Read them.`]
  await journal.end(last, { outcome: 'unknown', result: { feedback } })
}

function effectsOf({ args }: StepRow): string | undefined {
  return args === null ? undefined : (JSON.parse(args) as { effects?: string }).effects
}
