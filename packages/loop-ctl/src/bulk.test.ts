import { expect, it } from 'vitest'
import { agents, describeCtl } from './fixtures/ctl.ts'

const unknown = 'no such story'

const operations = [
  ['bulk_claim', agents.implementer, (ids: string[]) => ({ story_ids: ids })],
  [
    'bulk_verify',
    agents.orchestrator,
    (ids: string[]) => ({ stories: ids.map((story_id) => ({ story_id, summary: 's', review_type: 't' })) }),
  ],
  ['bulk_reject', agents.orchestrator, (ids: string[]) => ({ stories: ids.map((story_id) => ({ story_id, reason: 'r' })) })],
  ['bulk_mark_complete', agents.orchestrator, (ids: string[]) => ({ stories: ids.map((story_id) => ({ story_id })) })],
] as const

describeCtl('several stories at once', (ctl) => {
  it.each(operations)('%s takes between 1 and 50 stories', async (name, as, input) => {
    const many = Array.from({ length: 51 }, () => unknown)
    for (const given of [input(many), input([]), {}])
      expect(await ctl().refusal(name, given, { as })).toMatchObject({ status: 422, message: 'Validation failed' })
  })

  it.each(operations)('%s refuses where nothing became of any, and says why for each', async (name, as, input) => {
    const refused = await ctl().refusal(name, input([unknown, unknown]), { as })
    const result = { story_id: unknown, status: 'error', code: 'story_not_found', reason: expect.stringContaining('Not found') }
    expect(refused.toJSON().error).toMatchObject({ status: 422, code: 'all_failed', results: [result, result] })
  })

  it('nothing is written of a story that is refused, and the others do not mind', async () => {
    const [fine, pending, taken] = [await ctl().storyAt('contracted'), await ctl().story(), await ctl().storyAt('assigned')]
    const before = (await ctl().events()).length
    const { results } = await ctl().call('bulk_claim', { story_ids: [taken, fine, unknown, pending, fine] })
    expect(results.map(({ status, code }: { status: string; code?: string }) => code ?? status)).toEqual([
      'invalid_transition',
      'success',
      'story_not_found',
      'must_contract_first',
      'invalid_transition',
    ])
    expect(results.map(({ story_id }: { story_id: string }) => story_id)).toEqual([taken, fine, unknown, pending, fine])
    const events = (await ctl().events()).slice(before)
    expect(events.map(({ entity, type }) => [entity, type])).toEqual([[fine, 'story.status_changed']])
  })
})
