import type { JobInput } from 'loop-core'
import type { MailRow } from '../storage/tables.ts'

/** The pauses before the second and each later try, in minutes; after the last one a mail has failed. */
const pauses = [1, 5, 25, 120, 600] as const

/** When a mail is tried again that has been tried so often; undefined is never. */
export function nextTry(attempts: number, at: Date): Date | undefined {
  const minutes = pauses[attempts - 1]
  return minutes === undefined ? undefined : new Date(at.getTime() + minutes * 60_000)
}

const patienceMinutes = 5

/** By the number of tries so far: a mail whose last try is longer ago than this has been forgotten. */
export function longAgo(at: Date): string[] {
  return [0, ...pauses].map((minutes) => new Date(at.getTime() - (minutes + patienceMinutes) * 60_000).toISOString())
}

/**
 * The next try of a mail. The queue of jobs has pauses of its own that are too short for mail, so each try is a job;
 * its key names the try, since a job cannot ask for another one under the key it runs by.
 */
export function mailJob({ event_id, member_id, attempts }: MailRow, loop_id: string, at?: Date): JobInput {
  const key = `${event_id}.${member_id}.${attempts}`
  return { name: 'mail', payload: { event_id, member_id, loop_id }, key, ...(at && { at }) }
}
