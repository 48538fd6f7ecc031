import type { Logger } from '../log.ts'
import type { TakenJob } from './backend.ts'
import type { Pace } from './pace.ts'
import type { JobWorker } from './queue.ts'

/** The reason of an abort when it is the process that ends and not the job's time. */
export const goingHome = new Error('This process is ending.')

interface Attempt extends Pick<JobWorker, 'run'> {
  controller: AbortController
  log: Logger
  pace: Pick<Pace, 'graceSeconds'>
}

/** Tries a job once and tells the queue how that went; never throws. */
export async function carryOut(taken: TakenJob, attempt: Attempt): Promise<void> {
  const failure = await tryOnce(taken, attempt)
  try {
    if (failure === undefined) await taken.finish()
    else if (failure === goingHome) await taken.handBack()
    else await recordFailure(taken, failure, attempt.log)
  } catch (error) {
    // The end of the lease, or of the time, brings it back.
    attempt.log.warn({ ...describe(taken), error: String(error) }, 'the outcome of a job could not be recorded')
  }
}

/** Gives what was thrown, and gives up when the time is over, whether or not the job listens to its signal. */
async function tryOnce({ job, kind }: TakenJob, { run, controller, pace }: Attempt): Promise<Error | undefined> {
  const { signal } = controller
  const giveUp = () => controller.abort(new Error(`It took longer than ${kind.timeoutSeconds} s.`))
  const timer = setTimeout(giveUp, kind.timeoutSeconds * 1000).unref()
  const aborted = new Promise<Error>((resolve) => {
    const end = () => resolve(signal.reason)
    const isGraced = () => kind.long === true && signal.reason === goingHome
    signal.addEventListener('abort', () => (isGraced() ? setTimeout(end, pace.graceSeconds * 1000).unref() : end()), { once: true })
  })
  const ran = run({ ...job, signal }).then(() => undefined, toError)
  const failure = await Promise.race([ran, aborted])
  clearTimeout(timer)
  return failure
}

async function recordFailure(taken: TakenJob, failure: Error, log: Logger): Promise<void> {
  const reason = failure.message.slice(0, 500)
  await taken.fail(reason)
  log.warn({ ...describe(taken), tries: taken.kind.retries + 1, error: reason }, 'a job failed')
}

function describe({ job: { id, tenant, name, attempt } }: TakenJob) {
  return { job: name, id, tenant, attempt }
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
