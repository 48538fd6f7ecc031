import type { EffectContext } from 'loop-core'
import { learnerOf } from '../learning.ts'
import { day } from '../words.ts'
import type { ProposedParagraph } from './answer.ts'
import { consult } from './consult.ts'
import { gather } from './gather.ts'
import type { Skip } from './words.ts'

export interface Reflection {
  /** What a model says of the notes, each paragraph with the notes that show it. */
  narrative?: ProposedParagraph[]
  analysis: { used: 'model' } | { used: 'local'; skipped: Skip }
}

/** Asks a model about the notes of the caller's last weeks; the local reflection stands whatever comes of it. Never within a transaction. */
export async function reflectWithModel(
  context: EffectContext,
  { weeks, ...wanted }: { weeks: number; domain?: string | undefined; question?: string | undefined },
): Promise<Reflection> {
  const consulted = await consult(context, {
    learner: learnerOf(context.actor),
    purpose: 'reflect',
    gather: (learning) => gather(learning, { ...wanted, from: weeksBefore(learning.at, weeks), to: learning.at }),
  })
  if (consulted.used === 'local') return { analysis: { used: 'local', skipped: consulted.skipped } }
  const { narrative } = consulted.kept
  return narrative.length > 0 ? { narrative, analysis: { used: 'model' } } : { analysis: { used: 'local', skipped: 'no_answer' } }
}

function weeksBefore(at: string, weeks: number): string {
  return new Date(Date.parse(at) - weeks * 7 * day).toISOString()
}
