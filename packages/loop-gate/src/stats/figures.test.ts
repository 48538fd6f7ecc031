import { expect, it } from 'vitest'
import { type Counted, figuresOf } from './figures.ts'

let minute = 0
function decided(changes: Partial<Counted>): Counted {
  const at = new Date(Date.UTC(2026, 0, 5, 12, minute++)).toISOString()
  const place = { workspace_id: 'ws', session: 's', agent: null, door: 'hook', mode: 'shadow' }
  const judged = { decision: 'stop' as const, answered: 'stop', outcome: 'complete', reason: null, issues: '[]', criteria: '[]' }
  return { at, ...place, ...judged, digest: 'd1:a', confidence: null, duration_ms: 100, ...changes }
}
const state = { title: 'x', required: true, due: true, reason: null, receipt_id: null }
const refused = (changes: Partial<Counted> = {}) =>
  decided({
    decision: 'continue',
    outcome: 'unfinished',
    issues: '["criterion_not_measured"]',
    criteria: JSON.stringify([
      { ...state, id: 'test', verdict: 'not_measured' },
      { ...state, id: 'types', verdict: 'passed' },
    ]),
    ...changes,
  })

it('is all noughts without decisions', () => {
  expect(figuresOf([])).toEqual({
    stops: 0,
    outcomes: {},
    held: 0,
    would_hold: { shadow: 0, warn: 0 },
    issues: {},
    criteria: {},
    useful: 0,
    ceremony: 0,
    capped: 0,
    let_through: {},
    confidence: { approved: { count: 0, mean: null }, refused: { count: 0, mean: null } },
    duration_ms: { p50: null, p95: null },
  })
})

it('counts stops by outcome, and refusals by mode, issue and check', () => {
  const figures = figuresOf([
    refused(),
    refused({ mode: 'warn' }),
    refused({ mode: 'enforce', answered: 'continue', issues: '["criterion_failed","no_call"]' }),
    decided({ outcome: 'let_through', reason: 'plan_mode' }),
    decided({ outcome: 'capped', decision: 'continue', mode: 'enforce', reason: 'no_progress' }),
    decided({ door: 'tool' }),
  ])
  expect(figures).toMatchObject({
    stops: 5,
    outcomes: { unfinished: 3, let_through: 1, capped: 1 },
    held: 1,
    would_hold: { shadow: 1, warn: 1 },
    issues: { criterion_not_measured: 2, criterion_failed: 1, no_call: 1 },
    criteria: { test: 3 },
    capped: 1,
    let_through: { plan_mode: 1 },
  })
})

it('calls a refusal useful if a change and a complete stop of the same session follow, and ceremony if only a check was run', () => {
  const complete = decided({})
  expect(figuresOf([refused(), complete])).toMatchObject({ useful: 0, ceremony: 1 })
  expect(figuresOf([refused({ digest: 'd1:b' }), complete])).toMatchObject({ useful: 1, ceremony: 0 })
  expect(figuresOf([refused({ issues: '["criterion_failed"]' }), complete])).toMatchObject({ useful: 0, ceremony: 0 })
  expect(figuresOf([refused({ session: 'other' }), complete])).toMatchObject({ useful: 0, ceremony: 0 })
  expect(figuresOf([complete, refused()])).toMatchObject({ useful: 0, ceremony: 0 })
})

it('sets what agents say of themselves beside the verdict, and says how long stops took', () => {
  const said = (confidence: number, decision: 'stop' | 'continue') => decided({ door: 'tool', confidence, decision, duration_ms: null })
  const times = Array.from({ length: 20 }, (_, index) => decided({ duration_ms: index + 1 }))
  expect(figuresOf([said(0.9, 'stop'), said(0.95, 'continue'), said(0.5, 'continue'), ...times])).toMatchObject({
    confidence: { approved: { count: 1, mean: 0.9 }, refused: { count: 2, mean: 0.73 } },
    duration_ms: { p50: 10, p95: 19 },
  })
})

it('counts a check by any name', () => {
  const criteria = JSON.stringify([{ ...state, id: 'constructor', verdict: 'failed' }])
  expect(figuresOf([refused({ criteria }), refused({ criteria })]).criteria).toEqual({ constructor: 2 })
})
