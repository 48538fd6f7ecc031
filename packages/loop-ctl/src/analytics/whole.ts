/** Averages and shares are whole numbers, rounded towards zero. */

/** What each of some things has on average; nothing of nothing is 0. */
export function average(sum: number, count: number): number {
  return count === 0 ? 0 : Math.trunc(sum / count)
}

/** How many percent of the whole a part is; null where there is no whole. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.trunc((part * 100) / whole)
}
