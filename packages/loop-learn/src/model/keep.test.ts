import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BlindSpotRow, ObservationRow } from '../storage/tables.ts'
import { type Proposals, readAnswer } from './answer.ts'
import { keep } from './keep.ts'

const noteOf = (id: string, session_id: string, more: Partial<ObservationRow> = {}) =>
  ({ id, session_id, about: 'self', domain: 'coding', ...more }) as ObservationRow

const notes = [
  noteOf('a', 's1'),
  noteOf('b', 's1'),
  noteOf('c', 's2'),
  noteOf('d', 's1'),
  noteOf('of-bot', 's3', { about: 'bot' }),
  noteOf('at-home', 's3', { domain: 'family' }),
]
const shown = { notes, spots: [{ id: 'spot' } as BlindSpotRow], nonce: '0000-nonce' }
const spot = { title: 'A title', pattern: 'A pattern.', domain: 'coding', evidence_ids: ['a', 'b', 'c'] }
const proposing = (parts: Partial<Proposals>) => keep({ spots: [], nudges: [], narrative: [], dropped: 0, ...parts }, shown)

describe('what is kept of an answer', () => {
  it('is what rests on three notes of two sessions that were sent', async () => {
    expect(await proposing({ spots: [spot] })).toEqual({
      spots: [{ ...spot, about: 'self', sessions: 2 }],
      nudges: [],
      narrative: [],
      dropped: 0,
    })
  })

  it.each([
    ['a note that was not sent', { evidence_ids: ['a', 'b', 'c', 'z'] }],
    ['one note three times', { evidence_ids: ['a', 'a', 'a'] }],
    ['two notes', { evidence_ids: ['a', 'c', 'c'] }],
    ['one session', { evidence_ids: ['a', 'b', 'd'] }],
    ['notes about two', { evidence_ids: ['a', 'c', 'of-bot'] }],
    ['a domain of none of them', { domain: 'family' }],
    ['a link', { title: 'See https://evil.example' }],
    ['a bare address', { pattern: 'See evil.com now' }],
    ['a link in Markdown', { pattern: 'See [this](evil)' }],
    ['HTML', { pattern: 'Be <b>bold</b>' }],
    ['an entity', { pattern: 'Be &lt;b' }],
    ['a fence', { pattern: 'Run ```rm```' }],
    ['a control character', { title: 'A\u0007title' }],
    ['a turned direction', { title: 'A \u202etitle' }],
    ['the marker', { pattern: 'As 0000-nonce says' }],
    ['a secret', { pattern: 'Use sk-ant-abcdefgh12345678' }],
    ['something private', { pattern: 'Say <private>x</private>' }],
  ])('is no spot with %s', async (_, fault) => {
    expect(await proposing({ spots: [{ ...spot, ...fault }, spot] })).toMatchObject({ spots: [{ title: 'A title' }], dropped: 1 })
  })

  it('is a nudge for a spot that was sent, and a narrative as long as its limit', async () => {
    const paragraph = { text: 'x'.repeat(700), evidence_ids: ['a'] }
    const kept = await proposing({
      nudges: [
        { spot_id: 'spot', text: 'Begin.' },
        { spot_id: 'elsewhere', text: 'Begin.' },
      ],
      narrative: [paragraph, paragraph, { ...paragraph, text: 'Short.' }],
    })
    expect(kept.nudges).toEqual([{ spot_id: 'spot', text: 'Begin.' }])
    expect(kept.narrative.map(({ text }) => text.length)).toEqual([700, 6])
    expect(kept.dropped).toBe(2)
  })

  it('is at most three spots, and the others count as dropped', async () => {
    expect(await proposing({ spots: Array.from({ length: 50 }, () => spot), dropped: 2 })).toMatchObject({ dropped: 49 })
  })
})

describe('an answer', () => {
  it('is read item by item, each in its own bounds', () => {
    const text = JSON.stringify({
      spots: [spot, { ...spot, title: 'x'.repeat(121) }, { ...spot, state: 'resolved' }, 7],
      nudges: {},
      more: 1,
    })
    expect(readAnswer(text, 'analyse')).toEqual({ spots: [spot], nudges: [], narrative: [], dropped: 3 })
    expect(readAnswer(text, 'reflect')).toEqual({ spots: [], nudges: [], narrative: [], dropped: 0 })
  })

  it('is undefined where it is none, and never throws', () => {
    expect(['', '[]', '7', 'null', '{"spots":['].map((text) => readAnswer(text, 'analyse'))).toEqual(Array(5).fill(undefined))
    fc.assert(
      fc.property(fc.json(), (text) => {
        readAnswer(text, 'analyse')
      }),
      { numRuns: 200 },
    )
  })
})
