import type { Migration } from 'loop-core'

/** Skills with their versions, and how each has done. */
export const skills: Migration = {
  async up() {},
}
