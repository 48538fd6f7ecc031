import type { Migration } from 'loop-core'

/** Which files changed while a check ran, so that whoever changed them can be found. */
export const changedPaths: Migration = {
  async up(schema) {
    await schema.addColumn('gate_receipts', 'changed_paths', { type: 'text', nullable: true })
  },
}
