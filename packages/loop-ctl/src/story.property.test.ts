import fc from 'fast-check'
import type { Actor } from 'loop-core'
import { expect, it } from 'vitest'
import { callers, otherImplementer, shortly } from './fixtures/actors.ts'
import { agents, describeCtl, type TestCtl } from './fixtures/ctl.ts'
import { calls, type Imagined, imagine } from './fixtures/model.ts'
import { replay } from './fixtures/replay.ts'
import { type Action, actions } from './story.ts'

/** Everybody, with the second agent as an orchestrator too, so that each of the two may try to judge their own. */
const everybody: readonly Actor[] = [...Object.values(callers), { ...agents.orchestrator, agent: otherImplementer.agent }]

/** `onward` is what leads further from where the story stands, by one who may: left to chance alone no story would get far. */
const step = fc.record({
  action: fc.oneof({ weight: 3, arbitrary: fc.constant('onward' as const) }, { weight: 2, arbitrary: fc.constantFrom(...actions) }),
  caller: fc.constantFrom(...everybody),
  second: fc.boolean(),
})

async function twoStories({ epic, story, tables }: TestCtl, project_id: string): Promise<[Imagined, Imagined]> {
  const epic_id = await epic(project_id)
  const born = { agent_status: 'pending', verified_status: 'unverified', assigned_agent_id: null, reviewed: false } as const
  const first: Imagined = { id: await story({ epic_id, title: 'A story' }), ...born }
  const second: Imagined = { id: await story({ epic_id, title: 'A story' }), ...born, waitsFor: first }
  const edge = { story_id: second.id, depends_on_story_id: first.id, inserted_at: '2026-01-05T12:00:00.000Z' }
  await tables((db) =>
    db
      .insertInto('ctl_story_dependencies')
      .values({ id: `edge of ${second.id}`, project_id, ...edge })
      .execute(),
  )
  return [first, second]
}

function onward({ agent_status, assigned_agent_id, reviewed }: Imagined, caller: Actor): { action: Action; caller: Actor } {
  const implementer = caller.agent?.id === otherImplementer.agent!.id ? otherImplementer : agents.implementer
  const holder = assigned_agent_id === otherImplementer.agent!.id ? otherImplementer : agents.implementer
  switch (agent_status) {
    case 'pending':
      return { action: 'contract', caller: implementer }
    case 'contracted':
      return { action: 'claim', caller: implementer }
    case 'assigned':
      return { action: 'start', caller: holder }
    case 'implementing':
      return { action: 'report', caller: agents.reviewer }
    case 'reported_done':
      return reviewed ? { action: 'verify', caller: agents.orchestrator } : { action: 'review-complete', caller: agents.reviewer }
  }
}

describeCtl('whatever is tried by whomever in whatever order', (ctl, kind) => {
  it('what becomes of a story is what the model says, and its events tell the whole of it', async () => {
    const project = await ctl().project()
    const steps = fc.array(step, { minLength: 10, maxLength: 40 })
    const sequences = fc.asyncProperty(steps, fc.boolean(), async (sequence, resets) => {
      await ctl().settings({ auto_reset_on_rejection: resets })
      const stories = await twoStories(ctl(), project)
      const told = stories.map(() => 1)
      for (const { second, ...wanted } of sequence) {
        const story = stories[second ? 1 : 0]
        const { action, caller } = wanted.action === 'onward' ? onward(story, wanted.caller) : { ...wanted, action: wanted.action }
        ctl().pass(1_000)
        const answer = await ctl()
          .call(calls[action].name, { story_id: story.id, ...calls[action].input }, { as: caller })
          .then(() => 'done', shortly)
        expect(answer).toBe(imagine(story, { action, caller, resets }))
        if (answer === 'done') told[second ? 1 : 0]! += action === 'reject' && resets ? 2 : 1
      }
      for (const [index, { waitsFor, reviewed, ...story }] of stories.entries()) {
        const events = await ctl().eventsOf(story.id)
        const present = await ctl().look(story.id)
        expect(events).toHaveLength(told[index]!)
        expect(present).toMatchObject(story)
        expect(present).toMatchObject(replay(events))
      }
    })
    // A failure names the seed and the path that repeat it.
    await fc.assert(sequences, { numRuns: kind === 'sqlite' ? 12 : 4, endOnFailure: true })
  })
})
