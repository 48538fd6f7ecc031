import type { JobDefinition } from 'loop-core'
import { sweepEnrolments } from 'loop-core/accounts'
import { hasAuthenticators } from '../storage/authenticators.ts'

/** Ends what a process left in the middle of a signup. */
const cleanUp: JobDefinition = {
  kind: 'effect',
  once: true,
  schedule: '*/5 * * * *',
  run: async (_, { door, now }) => sweepEnrolments(door(), now(), hasAuthenticators),
}

/** What is done about signups in the background. */
export const enrolmentJobs: Readonly<Record<string, JobDefinition>> = { enrolment_cleanup: cleanUp }
