import type { Migration } from 'loop-core'

/** Costs added up by day, and what stands out among them. */
export const costs: Migration = {
  async up() {},
}
