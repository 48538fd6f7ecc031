import type { Learning } from '../learning.ts'
import { modeOf } from '../mode/mode.ts'
import { observationsFor, spotsFor } from '../storage/model-material.ts'
import type { Material } from './prompt.ts'

export interface Wanted {
  from: string
  to: string
  domain?: string | undefined
  question?: string | undefined
}

/** What a model may see of a span of time: nothing of the domains that the person keeps from it. */
export async function gather(learning: Learning, { question, ...span }: Wanted): Promise<Material> {
  const { db, learner, profile } = learning
  const without = JSON.parse(profile.excluded_domains) as string[]
  const notes = await observationsFor(db, learner, { ...span, without })
  return { notes, spots: await spotsFor(db, learner, { without }), mode: modeOf(learning).mode, question: question || undefined }
}
