import { text, time } from 'loop-core'
import { z } from 'zod'
import type { DependencyRow } from '../storage/dependencies.ts'

export const StoryDependency = z.object({ id: text(64), story_id: text(64), depends_on_story_id: text(64), inserted_at: time() })

export function storyDependencyOf({ id, from, to, inserted_at }: DependencyRow): z.output<typeof StoryDependency> {
  return { id, story_id: from, depends_on_story_id: to, inserted_at }
}

export const EpicDependency = z.object({ id: text(64), epic_id: text(64), depends_on_epic_id: text(64), inserted_at: time() })

export function epicDependencyOf({ id, from, to, inserted_at }: DependencyRow): z.output<typeof EpicDependency> {
  return { id, epic_id: from, depends_on_epic_id: to, inserted_at }
}
