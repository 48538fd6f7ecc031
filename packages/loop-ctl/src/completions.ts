import type { Completion } from 'loop-core'
import { slugsLike } from './storage/projects.ts'

const shown = 100

/** What fits what was typed so far: projects by the slugs that people know. */
export const completions: Record<'project_id', Completion> = {
  project_id: (typed, { db }) => slugsLike(db, typed.toLowerCase(), shown),
}
