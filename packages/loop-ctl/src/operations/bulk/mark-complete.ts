import { operation } from 'loop-core'
import { z } from 'zod'
import { listOf, Results, unchecked } from '../../bulk.ts'
import { answerOf, eachStory } from '../../changes/each.ts'
import { markComplete } from '../../changes/pre-existing.ts'
import * as field from '../../fields.ts'
import { limits } from '../../words.ts'

const Item = z.object({ story_id: field.storyId, summary: unchecked(limits.summary), review_type: unchecked(limits.name) })

export const bulkMarkComplete = operation({
  name: 'bulk_mark_complete',
  title: 'Mark several stories complete',
  summary: 'Take up to 50 stories as done before this project was kept here. Refuses those that somebody claimed or rejected.',
  command: 'bulk mark-complete',
  shortcut: 'mark-complete',
  kind: 'write',
  roles: ['orchestrator'],
  actsAs: 'orchestrator-local',
  rest: ['POST /api/v1/stories/bulk/mark-complete'],
  input: z.object({ stories: listOf(Item) }),
  output: Results,
  advertised: z.object({ results: z.array(z.looseObject({})) }),
  async run({ stories }, context) {
    return answerOf(await eachStory(context, stories, (story, words) => markComplete(context, story, words)))
  },
})
