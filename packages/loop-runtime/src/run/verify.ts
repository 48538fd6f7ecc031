import { dueChecks } from '../gates/due-checks.ts'
import type { StepRow } from '../storage/tables.ts'
import type { Engine } from './engine.ts'
import { factsOf } from './evidence-facts.ts'
import type { Journal } from './journal.ts'
import { performed } from './perform.ts'

/** Runs by itself what a final answer needs and nobody has shown on the present files; whoever is killed meanwhile does so again. */
export async function verify({ task, tools, runtime, onProgress }: Engine, journal: Journal, step: StepRow): Promise<void> {
  const since = runtime.now().getTime()
  for (const call of dueChecks(task, await tools.evidence(factsOf(journal)))) {
    journal.event('tool_call', call)
    const acting = { run: { id: journal.row.id, step: step.seq }, signal: runtime.signal, ...(onProgress && { onProgress }) }
    const came = await performed(await tools.propose(call), acting)
    const output = 'answer' in came ? { output: came.answer.output } : { error: came.error.code }
    journal.event('tool_result', { tool: call.tool, ok: 'answer' in came, ...output })
  }
  journal.count({ active_ms: runtime.now().getTime() - since })
}
