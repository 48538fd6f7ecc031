import type { Migration } from 'loop-core'

/** Few tasks rest after a failure; those are found, so that the ready ones can be counted without reading each. */
export const restIndex: Migration = {
  async up(schema) {
    await schema.addIndex('queue_tasks', ['loop_id', 'not_before'], { where: 'not_before is not null' })
  },
}
