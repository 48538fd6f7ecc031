import type { Migration } from 'loop-core'

/** The authenticators with which somebody signed up. */
export const enrolment: Migration = {
  async up() {},
}
