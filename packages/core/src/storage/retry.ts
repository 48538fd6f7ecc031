import { setTimeout as sleep } from 'node:timers/promises'

/** Runs `work` again while it fails in a way that `again` accepts, with pauses of uneven length so that rivals do not meet twice. */
export async function retrying<T>(work: () => Promise<T>, again: (error: unknown, attempt: number) => boolean): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!again(error, attempt)) throw error
      await sleep(pause(attempt))
    }
  }
}

/** From 1–8 ms up to 1–64 ms. */
function pause(attempt: number): number {
  return 1 + Math.random() * Math.min(64, 4 * 2 ** attempt)
}
