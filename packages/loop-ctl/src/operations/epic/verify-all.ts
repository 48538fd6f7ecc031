import { operation } from 'loop-core'
import { z } from 'zod'
import { refusalOf } from '../../changes/each.ts'
import { verifyStory } from '../../changes/verify.ts'
import * as field from '../../fields.ts'
import { requireEpic } from '../../references.ts'
import { reasonOf, unlinked } from '../../refusals.ts'
import { lockProject } from '../../storage/projects.ts'
import { storiesToVerify } from '../../storage/stories.ts'
import { transitions } from '../../story.ts'
import { limits } from '../../words.ts'

const Skipped = z.object({ story_id: z.string(), reason: z.string(), code: z.string() })

export const verifyAllInEpic = operation({
  name: 'verify_all_in_epic',
  title: 'Verify all in epic',
  summary: 'Find every reported and reviewed story of an epic done, but your own; tells why it skipped others.',
  command: 'epic verify-all',
  shortcut: 'verify-all',
  kind: 'write',
  roles: transitions.verify.roles,
  actsAs: 'orchestrator-local',
  rest: ['POST /api/v1/epics/:epic_id/verify-all'],
  input: z.object({ epic_id: field.epicId, review_type: field.said(limits.name), summary: field.said(limits.summary) }),
  output: z.object({
    verified_count: z.int(),
    skipped_count: z.int(),
    total_eligible: z.int(),
    errors: z.array(Skipped),
  }),
  advertised: z.object({ verified_count: z.int(), errors: z.array(z.looseObject({})) }),
  async run({ epic_id, ...verdict }, context) {
    const epic = await requireEpic(context, epic_id)
    if (context.actor.agent === undefined) throw unlinked(400)
    await lockProject(context.db, epic.project_id)
    const stories = await storiesToVerify(context.db, epic.id)
    const errors: z.input<typeof Skipped>[] = []
    for (const story of stories) {
      // Whatever keeps a story from being verified is found before anything of it is written.
      const refusal = await refusalOf(() => verifyStory(context, story, verdict))
      if (refusal) errors.push({ story_id: story.id, reason: reasonOf(refusal), code: refusal.code })
    }
    const [total_eligible, skipped_count] = [stories.length, errors.length]
    return { verified_count: total_eligible - skipped_count, skipped_count, total_eligible, errors }
  },
})
