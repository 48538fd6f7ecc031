import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { requireStory } from '../../references.ts'
import { dependenciesOf } from '../../storage/graph.ts'
import { artifactsOf, countAbout, lastVerification } from '../../storage/handed-in.ts'
import { Artifact, artifactOf, Verification, verificationOf } from '../../views/handed-in.ts'
import { slimStory } from '../../views/slim.ts'
import { Story, storyOf } from '../../views/story.ts'

const Edge = z.object({ story_id: z.string(), depends_on_story_id: z.string() })

export const getStory = operation({
  name: 'get_story',
  title: 'Get story',
  summary: 'One story whole: criteria, both statuses, dependencies, artifacts, latest verification.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/stories/:story_id'],
  toolsets: ['core', 'standard'],
  input: z.object({ story_id: field.storyId }),
  output: z.object({
    story: Story.extend({
      dependencies: z.array(Edge),
      artifacts: z.array(Artifact),
      latest_verification: Verification.nullable(),
      iteration_count: z.int(),
    }),
  }),
  advertised: slimStory,
  async run({ story_id }, context) {
    const row = await requireStory(context, story_id)
    const verification = await lastVerification(context.db, row.id)
    return {
      story: {
        ...storyOf(row),
        dependencies: await dependenciesOf(context.db, row.id),
        artifacts: (await artifactsOf(context.db, row.id, { limit: 20 })).map(artifactOf),
        latest_verification: verification ? verificationOf(verification) : null,
        iteration_count: await countAbout(context.db, 'ctl_verifications', row.id),
      },
    }
  },
})
