import { operation } from 'loop-core'
import { z } from 'zod'
import { handInArtifact } from '../../changes/hand-in.ts'
import { requireWithinBudgets } from '../../changes/spend.ts'
import { handInTokens } from '../../changes/token-usage.ts'
import { transition } from '../../changes/transition.ts'
import { at } from '../../ctl.ts'
import * as field from '../../fields.ts'
import { requireStory } from '../../references.ts'
import { invalid } from '../../refusals.ts'
import { transitions } from '../../story.ts'
import { slimStory } from '../../views/slim.ts'
import { Story, storyOf } from '../../views/story.ts'

export const reportStory = operation({
  name: 'report_story',
  title: 'Report story',
  summary: 'Confirm that another agent implemented a story; never your own. Then review_complete.',
  kind: 'write',
  roles: transitions.report.roles,
  actsAs: 'reviewer-local',
  rest: ['POST /api/v1/stories/:story_id/report', 'POST /api/v1/stories/:story_id/report-done'],
  toolsets: ['core', 'standard'],
  input: z.object({
    story_id: field.storyId,
    artifact_type: field.artifact.shape.artifact_type.optional(),
    artifact_path: field.artifact.shape.path.optional(),
    artifact: field.artifact.optional(),
    token_usage: field.tokenUsage.optional(),
  }),
  output: z.object({ story: Story, artifact_report_id: z.string().optional(), token_usage_report_id: z.string().optional() }),
  advertised: slimStory,
  async run({ story_id, token_usage, ...given }, context) {
    const seen = await requireStory(context, story_id)
    const agent = context.actor.agent?.id
    const set = { reported_done_at: at(context), reported_by_agent_id: agent }
    const story = await transition(context, seen, 'report', () => ({ set, details: { agent_id: agent } }))
    await requireWithinBudgets(context, story, token_usage)
    const artifact = artifactOf(given)
    const handedIn = artifact && (await handInArtifact(context, story, artifact))
    // They count for whoever implements it, since it is their work.
    const tokens = token_usage && (await handInTokens(context, story, { ...token_usage, agent_id: story.assigned_agent_id! }))
    return { story: storyOf(story), artifact_report_id: handedIn?.id, token_usage_report_id: tokens?.id }
  },
})

interface GivenArtifact {
  artifact_type?: string
  artifact_path?: string
  artifact?: z.output<typeof field.artifact>
}

/** The artifact may come whole, or as its two parts, which is easier to say for a model. */
function artifactOf({ artifact, artifact_type, artifact_path }: GivenArtifact): z.output<typeof field.artifact> | undefined {
  if (artifact !== undefined) return artifact
  if (artifact_type === undefined && artifact_path === undefined) return undefined
  if (artifact_type === undefined) throw invalid({ artifact_type: "can't be blank" })
  if (artifact_path === undefined) throw invalid({ artifact_path: "can't be blank" })
  return { artifact_type, path: artifact_path }
}
