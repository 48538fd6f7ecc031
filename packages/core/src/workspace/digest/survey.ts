import { ownEnvironment } from '../../process/index.ts'
import { NoListing } from './listing.ts'

export interface ListingLimits {
  timeMs: number
  /** Files that git does not know, or all files where there is no git. */
  untrackedFiles: number
  hashedBytes: number
}

export interface ListingOptions {
  env?: NodeJS.ProcessEnv
  signal?: AbortSignal
  limits?: Partial<ListingLimits>
  /** Hears each time that git was started, and there is time for something else. */
  onStart?: () => void
}

const usualLimits: ListingLimits = { timeMs: 5_000, untrackedFiles: 20_000, hashedBytes: 256 * 1024 * 1024 }

/** The bounds of one listing, shared by all repositories nested in it. */
export interface Survey {
  env: NodeJS.ProcessEnv
  /** Ends with the time limit, by the caller and with the listing. */
  signal: AbortSignal
  onStart: (() => void) | undefined
  countUntracked(files: number): void
  countBytes(bytes: number): void
  /** Throws once the time is over. */
  check(): void
  /** Ends what a listing that failed has left running. */
  stop(): void
}

/** Starts the clock of a listing. */
export function startSurvey({ env = ownEnvironment(), signal, limits = {}, onStart }: ListingOptions): Survey {
  const { timeMs, untrackedFiles, hashedBytes } = { ...usualLimits, ...limits }
  const time = AbortSignal.timeout(timeMs)
  const end = new AbortController()
  return {
    env,
    onStart,
    signal: AbortSignal.any([time, end.signal, ...(signal ? [signal] : [])]),
    countUntracked: counter(untrackedFiles, 'files'),
    countBytes: counter(hashedBytes, 'bytes'),
    check() {
      if (signal?.aborted) throw new NoListing('cancelled')
      if (time.aborted) throw new NoListing('workspace_too_large', `more than ${timeMs} ms`)
    },
    stop: () => end.abort(),
  }
}

function counter(limit: number, unit: string): (count: number) => void {
  let total = 0
  return (count) => {
    total += count
    if (total > limit) throw new NoListing('workspace_too_large', `more than ${limit} ${unit}`)
  }
}
