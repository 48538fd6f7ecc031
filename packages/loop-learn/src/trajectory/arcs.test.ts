import { describe, expect, it } from 'vitest'
import type { ThemedNote } from '../storage/history.ts'
import type { ObservationKind } from '../words.ts'
import { arcsIn, labelOf } from './arcs.ts'

const at = '2026-03-01T12:00:00.000Z'

/** Notes of one theme, each so many days ago and in the session of that day. */
function theme(name: string, ...notes: [kind: ObservationKind, days: number, session?: string][]): ThemedNote[] {
  return notes.map(([kind, days, session = `day-${days}`], index) => ({
    id: `${name}-${index}`,
    kind,
    session_id: session,
    about: 'self',
    domain: 'coding',
    topic: name,
    theme: `topic:${name}`,
    observed_at: new Date(Date.parse(at) - days * 86_400_000).toISOString(),
  }))
}

describe('arcs', () => {
  it.each([
    [
      'breakthrough',
      [
        ['struggle', 9],
        ['question', 5],
        ['completion', 1],
      ],
    ],
    [
      'ongoing',
      [
        ['struggle', 9],
        ['completion', 1],
      ],
    ],
    [
      'ongoing',
      [
        ['struggle', 9],
        ['struggle', 5],
        ['completion', 3],
        ['question', 1],
      ],
    ],
    [
      'ongoing',
      [
        ['decision', 20],
        ['struggle', 13.9],
      ],
    ],
    [
      'stalled',
      [
        ['decision', 20],
        ['struggle', 14],
      ],
    ],
    [
      'ongoing',
      [
        ['completion', 30],
        ['completion', 20],
      ],
    ],
  ] as const)('%s: %j', (state, notes) => {
    expect(arcsIn(theme('a', ...notes.map(([kind, days]) => [kind, days] as [ObservationKind, number])), at)).toMatchObject([{ state }])
  })

  it('need two sessions, and hold them in their order; the one seen last comes first', () => {
    const notes = [
      ...theme('once', ['struggle', 3, 's'], ['struggle', 2, 's']),
      ...theme('older', ['question', 4], ['struggle', 9], ['question', 4]),
      ...theme('newer', ['question', 8], ['question', 2]),
    ]
    expect(arcsIn(notes, at)).toEqual([
      { state: 'ongoing', session_ids: ['day-8', 'day-2'], observation_ids: ['newer-0', 'newer-1'], last_seen_at: expect.any(String) },
      {
        state: 'ongoing',
        session_ids: ['day-9', 'day-4'],
        observation_ids: ['older-1', 'older-0', 'older-2'],
        last_seen_at: expect.any(String),
      },
    ])
  })

  it('are called by their topic, else by how the oldest note begins', () => {
    expect(labelOf({ topic: 'async-errors', content: 'x' })).toBe('async-errors')
    expect(labelOf({ topic: null, content: `A\nlong ${'word '.repeat(20)}` })).toHaveLength(60)
  })
})
