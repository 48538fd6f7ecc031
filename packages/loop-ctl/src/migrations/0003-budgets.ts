import type { Migration } from 'loop-core'

/** What may be spent, and on what: budgets of stories, epics, projects and agents. */
export const budgets: Migration = {
  async up() {},
}
