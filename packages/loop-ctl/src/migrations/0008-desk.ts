import type { Migration } from 'loop-core'

/** What an orchestrator writes down for itself, and tests of a user interface by hand. */
export const desk: Migration = {
  async up() {},
}
