import { sha256 } from '../task/policy-hash.ts'
import { act } from './act.ts'
import { isApproved } from './approve.ts'
import { askModel } from './ask-model.ts'
import type { Engine } from './engine.ts'
import type { Journal } from './journal.ts'
import { judgeFinal } from './judge-final.ts'
import { nextWork, type Work } from './reading.ts'
import { settleLast } from './settle-last.ts'

/** Drives a run until it ends, waits for a person, or is told to stop; what was begun before is settled first. */
export async function drive(engine: Engine, journal: Journal): Promise<void> {
  await settleLast(engine, journal)
  while (journal.row.status === 'running') {
    if (engine.stop.aborted) return interrupt(journal)
    await work(engine, journal, nextWork(journal.steps))
  }
}

/** Does the next thing of a run. */
export async function work(engine: Engine, journal: Journal, next: Work): Promise<void> {
  switch (next.kind) {
    case 'ask':
      return askModel(engine, journal)
    case 'judge':
      return judgeFinal(engine, journal, next.decision)
    case 'act':
      return act(engine, journal, next)
    case 'question': {
      const { about, asked, decision } = next
      await isApproved(engine, journal, { kind: about, asked, decision, sha: sha256(decision.summary), digest: null })
    }
  }
}

/** Leaves a run so that it can be gone on with. */
export async function interrupt(journal: Journal): Promise<void> {
  journal.event('run_interrupted', {})
  journal.emit('run.interrupted')
  await journal.commit({ status: 'interrupted', owner: null })
}
