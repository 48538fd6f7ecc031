/** How many tests a run had, by their results. */
export interface TestCounts {
  passed: number
  failed: number
  skipped: number
}
