import { operation } from 'loop-core'
import { z } from 'zod'
import { createDependency } from '../../changes/dependency.ts'
import * as field from '../../fields.ts'
import { selfDependency } from '../../graph/refusals.ts'
import { requireStory } from '../../references.ts'
import { StoryDependency, storyDependencyOf } from '../../views/dependency.ts'

export const createStoryDependency = operation({
  name: 'create_story_dependency',
  title: 'Create story dependency',
  summary: 'Make a story wait until another one of its project is verified.',
  kind: 'write',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['POST /api/v1/story_dependencies'],
  status: 201,
  tool: false,
  input: z.object({ story_id: field.storyId, depends_on_story_id: field.storyId }),
  output: z.object({ story_dependency: StoryDependency }),
  async run({ story_id, depends_on_story_id }, context) {
    if (story_id === depends_on_story_id) throw selfDependency('story')
    const ends = [await requireStory(context, story_id), await requireStory(context, depends_on_story_id)] as const
    return { story_dependency: storyDependencyOf(await createDependency(context, 'story', ends)) }
  },
})
