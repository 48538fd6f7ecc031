import type { Acting } from './tool.ts'

/** Somebody who waits for the end of some work, or gives up. */
export type Waiter = Pick<Acting, 'signal' | 'onProgress' | 'patienceMs'>

/** Work that several callers wait for. */
export interface SharedWork<Result> {
  /** Waits along; undefined where the caller's patience ends first, and then the work goes on. */
  join(waiter: Waiter): Promise<Result | undefined>
}

type Listener = Pick<Waiter, 'onProgress'>

/** Begins work that is cancelled when everybody who waited for it has gone. */
export function sharedWork<Result>(begin: (within: Pick<Waiter, 'signal' | 'onProgress'>) => Promise<Result>): SharedWork<Result> {
  const listeners = new Set<Listener>()
  const everybodyLeft = new AbortController()
  const tell: Waiter['onProgress'] = (progress) => {
    for (const { onProgress } of listeners) onProgress?.(progress)
  }
  const work = begin({ signal: everybodyLeft.signal, onProgress: tell })
  // Each who waits is told; whoever lost patience does not ask again.
  work.catch(() => {})
  return {
    join(waiter) {
      const listener: Listener = { onProgress: waiter.onProgress }
      listeners.add(listener)
      const leave = () => {
        listeners.delete(listener)
        if (listeners.size === 0) everybodyLeft.abort(waiter.signal.reason)
        return listeners.size === 0
      }
      return waitAlong(work, waiter, { leave, fallSilent: () => void delete listener.onProgress })
    },
  }
}

interface Place {
  /** Says whether nobody waits any more. */
  leave(): boolean
  /** Keeps the work going without being told of it. */
  fallSilent(): void
}

/** The last to leave hears how the cancelled work ended, all others leave at once. */
function waitAlong<Result>(work: Promise<Result>, { signal, patienceMs }: Waiter, place: Place): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', goAway)
    }
    const goAway = () => {
      if (!place.leave()) reject(signal.reason)
    }
    const losePatience = () => {
      stop()
      place.fallSilent()
      resolve(undefined)
    }
    const timer = patienceMs === undefined ? undefined : setTimeout(losePatience, patienceMs)
    signal.addEventListener('abort', goAway)
    if (signal.aborted) goAway()
    work.then(resolve, reject).finally(stop)
  })
}
