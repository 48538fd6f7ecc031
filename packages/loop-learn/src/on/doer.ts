import type { Database, LoopEvent } from 'loop-core'
import { findAgent } from 'loop-core/accounts'
import { sharedLearner } from '../learning.ts'
import { self } from '../words.ts'

/** Whose notes something belongs to, and who it says something about. */
export interface Doer {
  learner: string
  /** `self` or the id of an agent. */
  about: string
}

/** Who stands behind an event; undefined where nobody of the tenant does. */
export async function doerOf(db: Database, { actor, key, impersonated }: LoopEvent): Promise<Doer | undefined> {
  if (actor === null || impersonated) return undefined
  const agent = await findAgent(db as never, actor.id)
  if (agent) return { learner: agent.member_id ?? sharedLearner, about: agent.id }
  // Whoever has neither an agent nor a member is known by their key.
  return { learner: actor.id === key?.id ? sharedLearner : actor.id, about: self }
}

/** The same for the id of an actor, as other modules keep it with their rows. */
export async function doerById(db: Database, id: string): Promise<Doer> {
  const agent = await findAgent(db as never, id)
  return agent ? { learner: agent.member_id ?? sharedLearner, about: id } : { learner: id, about: self }
}
