import { operation } from 'loop-core'
import { z } from 'zod'
import { backfillStory as backfill } from '../../changes/backfill.ts'
import * as field from '../../fields.ts'
import { requireStory } from '../../references.ts'
import { slimStory } from '../../views/slim.ts'
import { Story, storyOf } from '../../views/story.ts'

export const backfillStory = operation({
  name: 'backfill_story',
  title: 'Backfill story',
  summary:
    'Take a pending story as done before this project was kept here, with the reason and evidence. Refuses what anybody ever claimed.',
  shortcut: 'backfill',
  kind: 'write',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['POST /api/v1/stories/:story_id/backfill'],
  input: z.object({
    story_id: field.storyId,
    reason: field.said(2_000),
    evidence_url: field.webAddress.optional(),
    pr_number: field.pullRequest.optional(),
  }),
  output: z.object({ story: Story }),
  advertised: slimStory,
  async run({ story_id, ...evidence }, context) {
    return { story: storyOf(await backfill(context, await requireStory(context, story_id), evidence)) }
  },
})
