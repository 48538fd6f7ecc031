import type { Logger } from '../log.ts'

/** How long the queue waits for what. */
export interface Pace {
  /** Between two looks for work that nobody announced; uneven by a quarter, so that processes do not look all at once. */
  pollMilliseconds: number
  /** Before the second try, up to double; each further pause is twice as long. PostgreSQL: a whole number. */
  retrySeconds: number
  /** Between two searches for events that nobody announced, and on PostgreSQL for tries whose time is over. */
  sweepSeconds: number
  /** For running jobs to end when the process does. */
  graceSeconds: number
}

export const usualPace: Pace = { pollMilliseconds: 1000, retrySeconds: 2, sweepSeconds: 15, graceSeconds: 5 }

/** How much longer than a try the right to it lasts, so that a worker that lives ends the try itself. */
export const leaseMarginSeconds = 1

/** How long jobs are kept that failed at every try. */
export const deadDays = 180

/** What a queue needs to know besides its database. */
export interface Surroundings {
  log: Logger
  pace: Pace
}
