import { expect, it } from 'vitest'
import { callers, shortly } from './fixtures/actors.ts'
import { agents, describeCtl } from './fixtures/ctl.ts'
import { calls, outcomeOf } from './fixtures/model.ts'
import type { StoryRow } from './storage/tables.ts'
import { actions, transitions } from './story.ts'
import { type AgentStatus, agentStatuses, type VerifiedStatus, verifiedStatuses } from './words.ts'

const assignee = agents.implementer.agent!.id
const then = '2026-01-05T12:00:00.000Z'

/** A story of these statuses as it comes about by claims: assigned from the claim on. */
function standing(agent_status: AgentStatus, verified_status: VerifiedStatus) {
  const held = !['pending', 'contracted'].includes(agent_status)
  const reported = agent_status === 'reported_done'
  return {
    agent_status,
    verified_status,
    assigned_agent_id: held ? assignee : null,
    reported_done_at: reported ? then : null,
    reported_by_agent_id: reported ? 'reviewer-local' : null,
  }
}

describeCtl('the table of transitions', (ctl) => {
  it.each(actions)('says exactly what becomes of %s, by whoever and wherever a story stands', async (action) => {
    const transition = transitions[action]
    await ctl().settings({ auto_reset_on_rejection: false })
    const id = await ctl().story({ title: 'A story' })
    const put = (values: Partial<StoryRow>) =>
      ctl().tables((db) => db.updateTable('ctl_stories').set(values).where('id', '=', id).returningAll().executeTakeFirstOrThrow())
    const read = () => ctl().tables((db) => db.selectFrom('ctl_stories').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
    await ctl().tables((db) => db.insertInto('ctl_reviews').values(reviewOf(id)).execute())
    for (const agent_status of agentStatuses)
      for (const verified_status of verifiedStatuses) {
        const story = standing(agent_status, verified_status)
        const before = await put({ ...story, rejected_at: null })
        for (const [who, caller] of Object.entries(callers)) {
          const place = `${action} by ${who} at ${agent_status}, ${verified_status}`
          const expected = outcomeOf(transition, story, caller)
          const { name, input } = calls[action]
          const answer = await ctl()
            .call(name, { story_id: id, ...input }, { as: caller })
            .then(() => 'done', shortly)
          expect(`${place}: ${answer}`).toBe(`${place}: ${expected}`)
          if (expected !== 'done') continue
          const after = await read()
          const steps = [transition.to ?? agent_status, transition.verified?.to ?? verified_status]
          expect([place, after.agent_status, after.verified_status]).toEqual([place, ...steps])
          await put(before)
        }
        expect(await read()).toEqual(before)
      }
  })
})

function reviewOf(story_id: string) {
  const counts = { findings_count: 0, fixes_count: 0, disproved_count: 0 }
  const times = { completed_at: '2026-01-06T00:00:00.000Z', inserted_at: then, updated_at: then }
  return { id: `review of ${story_id}`, story_id, reviewer_agent_id: null, review_type: 'r', summary: null, ...counts, ...times }
}
