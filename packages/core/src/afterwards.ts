import type { Logger } from './log.ts'

/** Work that no answer waits for. */
export interface Afterwards {
  /** Begins some; a failure is only logged, in these words. */
  add(failed: string, work: () => Promise<void>): void
  /** Waits for what has begun. */
  settle(): Promise<void>
}

/** Keeps the work of one process that no answer waits for, so that none of it is lost when the program ends. */
export function createAfterwards(log: Logger): Afterwards {
  const begun = new Set<Promise<void>>()
  return {
    add(failed, work) {
      const done = work()
        .catch((error: Error) => log.warn({ error: error.message }, failed))
        .finally(() => begun.delete(done))
      begun.add(done)
    },
    async settle() {
      await Promise.all(begun)
    },
  }
}
