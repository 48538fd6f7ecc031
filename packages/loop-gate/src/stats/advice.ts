import type { Figures } from './figures.ts'

const leastStops = 20
const mostShare = 0.1

/** One sentence on whether the gate has shown enough to hold agents. */
export function adviceOf({ stops, held, would_hold, ceremony, capped }: Figures): string {
  if (stops < leastStops) return `Too early to say: ${stops} of at least ${leastStops} stops were judged.`
  const refusals = held + capped + would_hold.shadow + would_hold.warn
  const share = refusals === 0 ? 0 : (ceremony + capped) / refusals
  const said = `${ceremony + capped} of ${refusals} refusals led to nothing but a check that was run, or to being let go`
  if (share < mostShare) return `Go to enforce: ${said}.`
  return `Stay in shadow: ${said}; look at the checks that are named most under criteria.`
}
