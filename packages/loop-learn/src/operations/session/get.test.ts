import { expect, it } from 'vitest'
import { describeLearning } from '../../fixtures/learning.ts'

const minutesAgo = (minutes: number) => new Date(Date.parse('2026-01-05T12:00:00Z') - minutes * 60_000).toISOString()

describeLearning('get_session', (learner) => {
  it('19. shows the observations in the order of their times', async () => {
    const { call, observe } = learner()
    await observe('completion', 'The tests pass', { outcome: 'confirmed', refs: [{ type: 'story', id: 's1' }] })
    await observe('struggle', 'They hang', { observed_at: minutesAgo(40), topic: 'Test Runs' })
    const { session } = await observe('question', 'Why do they hang?', { observed_at: minutesAgo(20) })
    const found = await call('get_session', { id: session.id })
    expect(found.session).toMatchObject({
      id: session.id,
      counts: { struggles: 1, questions: 1, completions: 1 },
      observations_left_out: 0,
    })
    expect(found.session.observations.map(({ content }: { content: string }) => content)).toEqual([
      'They hang',
      'Why do they hang?',
      'The tests pass',
    ])
    expect(found.session.observations[0]).toMatchObject({ topic: 'test-runs', about: 'self', source: 'person', intensity: 3, refs: [] })
    expect(found.session.observations[2]).toMatchObject({ outcome: 'confirmed', refs: [{ type: 'story', id: 's1' }] })
  })

  it('knows no session of others', async () => {
    const { session } = await learner().observe('question', 'Why?')
    const other = learner()
    expect(await other.refusal('get_session', { id: session.id })).toMatchObject({ kind: 'not_found', code: 'session_not_found' })
  })
})
