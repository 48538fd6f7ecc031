import type { EvidenceFacts } from './engine.ts'
import type { Journal } from './journal.ts'

/** What the journal says of a run's evidence. */
export function factsOf({ row, steps }: Journal): EvidenceFacts {
  const good = steps.filter(({ kind, outcome }) => kind === 'tool' && outcome === 'ok')
  const last = good.at(-1)
  return {
    since: row.created_at,
    startDigest: row.start_digest,
    toolSuccesses: good.length,
    lastSuccess: last && `step ${last.seq}, ${last.tool}`,
    dirtyStart: row.dirty_start === 1,
    lostCalls: steps.filter(({ kind, outcome }) => kind === 'model' && outcome === 'lost').length,
  }
}
