import type { Kysely } from 'kysely'
import type { Actor, TransactionContext } from 'loop-core'
import { LearnConfig, type LearnSettings } from './config.ts'
import { personalNotes } from './refusals.ts'
import { addLearner, findLearner, newLearner } from './storage/learners.ts'
import type { LearnerRow, LearnTables } from './storage/tables.ts'

/** The notes of one learner within one transaction, for what is done by nobody in particular. */
export interface Learning extends Pick<TransactionContext, 'emit' | 'enqueue' | 'newId'> {
  db: Kysely<LearnTables>
  /** Whose notes: the second argument of every statement. */
  learner: string
  profile: LearnerRow
  settings: LearnSettings
  /** The time of the call. */
  at: string
}

/** The same as one caller has it. */
export interface OwnLearning extends Learning {
  actor: Actor
}

/** For keys that belong to nobody, who share one learner. */
export const sharedLearner = 'shared'

/** The notes of the caller's member, whose profile is made at the first write. */
export async function openLearning(context: TransactionContext): Promise<OwnLearning> {
  const learner = learnerOf(context.actor)
  await addLearner(context.db, learner, context.now().toISOString())
  return { ...(await learningOf(context, learner)), actor: context.actor }
}

/** The same for a caller who only looks: who has written nothing yet has an empty profile. */
export async function viewLearning(context: TransactionContext): Promise<OwnLearning> {
  return { ...(await learningOf(context, learnerOf(context.actor))), actor: context.actor }
}

type Surroundings = Pick<TransactionContext, 'db' | 'emit' | 'enqueue' | 'newId' | 'now' | 'config'>

/** The notes of one learner, for jobs and subscribers. */
export async function learningOf(context: Surroundings, learner: string): Promise<Learning> {
  const { db, emit, enqueue, newId } = context
  const at = context.now().toISOString()
  const profile = (await findLearner(db, learner)) ?? newLearner(learner, at)
  return { db, emit, enqueue, newId, learner, profile, settings: context.config(LearnConfig), at }
}

/** Whose notes a caller keeps. Throws `forbidden personal_notes` for a superadmin in somebody's place. */
export function learnerOf({ member, impersonator }: Actor): string {
  if (impersonator) throw personalNotes()
  return member?.id ?? sharedLearner
}

/** Who may see the events of these notes. */
export function audienceOf({ learner }: Learning): { audience?: string[] } {
  return learner === sharedLearner ? {} : { audience: [learner] }
}
