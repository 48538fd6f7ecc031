import { expect, it } from 'vitest'
import { payloadOf } from './payload.ts'

const message = (fields: Record<string, unknown>) => ({ id: 'd', event: 'story.rejected', timestamp: '2026-01-05T12:00:00.000Z', fields })
const parsed = (fields: Record<string, unknown>) => JSON.parse(payloadOf(message(fields)))

it('an envelope keeps its own id where the data have one, too', () => {
  const { id, title, data } = parsed({ id: 'article', title: 'A' })
  expect([id, title, data.id, data.title]).toEqual(['d', 'A', 'article', 'A'])
})

it('what is too large loses its findings and says so', () => {
  const { data, ...flat } = parsed({ story_id: 's', findings: { text: 'x'.repeat(40_000) }, reason: 'r' })
  expect(data).toMatchObject({ story_id: 's', reason: 'r', truncated: true, _truncated_fields: ['findings'] })
  expect(data).not.toHaveProperty('findings')
  expect(flat).toMatchObject({ truncated: true, _truncated_fields: ['findings'] })
})

it('what is still too large loses the largest of its fields, whatever their names', () => {
  const text = payloadOf(message({ story_id: 's', old_state: {}, reason: '😀'.repeat(10_000), summary: 'y'.repeat(30_000) }))
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(64 * 1024)
  expect(JSON.parse(text).data).toMatchObject({ story_id: 's', _truncated_fields: ['old_state', 'reason'] })
})

it('what is small enough is left whole', () => {
  expect(parsed({ findings: { text: 'x'.repeat(30_000) } })).not.toHaveProperty('truncated')
})
