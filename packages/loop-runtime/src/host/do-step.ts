import { work } from '../run/drive.ts'
import type { Engine } from '../run/engine.ts'
import { heartbeat } from '../run/heartbeat.ts'
import type { Journal } from '../run/journal.ts'
import { nextWork } from '../run/reading.ts'
import { settleLast } from '../run/settle-last.ts'
import { saying } from './host-engine.ts'
import { decisionNotDone, nothingToGoOnWith } from './refusals.ts'
import type { TakenRun } from './take-run.ts'

/** Does what a client decided, as far as it goes without a person and without a further decision; the run waits again behind it. */
export async function doStep(engine: Engine, { journal, before }: TakenRun, decision: object | undefined): Promise<void> {
  const beat = heartbeat(engine.runtime, journal)
  try {
    await settleLast(engine, journal)
    await goOn(engine, journal, before && wasSaid(journal, before.generation) ? 'said' : decision)
    await release(journal)
  } catch (error) {
    await release(journal).catch(() => {})
    throw error
  } finally {
    beat.stop()
  }
}

/** A call that died after its decision was written down does not decide the same again. */
function wasSaid({ steps }: Journal, generation: number): boolean {
  return steps.some((step) => step.kind === 'model' && step.generation === generation && step.outcome === 'ok')
}

async function goOn(engine: Engine, journal: Journal, decision: object | 'said' | undefined): Promise<void> {
  let said = typeof decision === 'object' ? decision : undefined
  const isFree = nextWork(journal.steps).kind === 'ask'
  if (isFree && decision === undefined) throw nothingToGoOnWith(journal.row)
  if (!isFree && said) throw decisionNotDone(journal.row)
  while (journal.row.status === 'running') {
    const next = nextWork(journal.steps)
    if (next.kind === 'ask' && said === undefined) return
    await work(said ? { ...engine, model: saying(said) } : engine, journal, next)
    said = undefined
  }
}

async function release(journal: Journal): Promise<void> {
  if (journal.row.status === 'running') await journal.commit({ status: 'waiting_host', owner: null })
}
