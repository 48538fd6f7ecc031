/** The steps that this process does now, by run, so that a run can be cancelled in the middle of one. */
const atWork = new Map<string, AbortController>()

/** Does a step whose signal also tells that the run was cancelled. */
export async function atWorkOn<Result>(
  runId: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController()
  atWork.set(runId, controller)
  try {
    return await work(AbortSignal.any([signal, controller.signal]))
  } finally {
    if (atWork.get(runId) === controller) atWork.delete(runId)
  }
}

/** Ends what this process does for a run. */
export function stopWorkOn(runId: string): void {
  atWork.get(runId)?.abort()
}
