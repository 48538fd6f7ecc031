import type { Migration } from 'loop-core'

/** What articles are drafted from. */
export const ingestion: Migration = {
  async up() {},
}
