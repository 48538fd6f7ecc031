import type { EffectContext } from 'loop-core'
import type { Waiter } from '../tools/shared-work.ts'

/** How long a client without progress waits, in milliseconds: less than the shortest limit of any. */
const patienceMs = 50_000

/** Whoever calls a tool, as one who waits for a command and is told of it once a second. */
export function followerOf({ signal, progress, isFollowed }: Pick<EffectContext, 'signal' | 'progress' | 'isFollowed'>): Waiter {
  const onProgress: Waiter['onProgress'] = ({ elapsedMs, lastLine }) => progress(Math.round(elapsedMs / 1_000), undefined, lastLine)
  return { signal, onProgress, ...(!isFollowed && { patienceMs }) }
}
