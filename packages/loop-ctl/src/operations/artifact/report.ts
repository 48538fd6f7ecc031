import { operation } from 'loop-core'
import { z } from 'zod'
import { handInArtifact } from '../../changes/hand-in.ts'
import * as field from '../../fields.ts'
import { requireStory } from '../../references.ts'
import { unlinked } from '../../refusals.ts'
import { Artifact, artifactOf } from '../../views/handed-in.ts'

export const reportArtifact = operation({
  name: 'report_artifact',
  title: 'Report artifact',
  summary: 'Hand in what was made for a story: a file, a commit, a page. list_artifacts shows what there is.',
  kind: 'write',
  roles: ['agent', 'orchestrator'],
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/stories/:story_id/artifacts'],
  tool: false,
  status: 201,
  input: z.object({ story_id: field.storyId, ...field.artifact.shape }),
  output: z.object({ artifact_report: Artifact }),
  async run({ story_id, ...artifact }, context) {
    const story = await requireStory(context, story_id)
    if (context.actor.agent === undefined) throw unlinked(422)
    return { artifact_report: artifactOf(await handInArtifact(context, story, artifact)) }
  },
})
