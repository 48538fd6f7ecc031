import { describe, expect, it } from 'vitest'
import { eventRows, hostileRun, patchAndTest } from '../fixtures/recorded-run.ts'
import { fieldsOf } from '../trace/trace-event.ts'
import { frame } from './frame.ts'
import { advance, emptyView, type LiveState, progress, writing } from './live-state.ts'

const after = (rows = eventRows(patchAndTest), state: LiveState = emptyView) =>
  rows.reduce((before, { type, payload }) => advance(before, { type, payload: fieldsOf(JSON.parse(payload)) }), state)

describe('the live view', () => {
  it('has a header, a line a step, the reason of each no, and a bar a limit', () => {
    expect(frame(after(), { columns: 80 })).toMatchInlineSnapshot(`
      "Fix failing tests
      mock · sandbox bubblewrap · in place
          approval requested: mutation · repo_apply_patch
      1 ▸ apply_patch src/a.js +1 −1 · approved · 0.75
      2 ▸ run_tests · failed · 2 of 3 tests passed · 0.45
          governance: recover · A step failed: recovery 1 of 3.
      iterations ███░░░░░░░░░░░░░░░░░░░░░ 1/8"
    `)
  })

  it('shows the last line of a running command with its seconds, until it answers', () => {
    const running = progress(after(eventRows(patchAndTest.slice(0, 16))), {
      elapsedMs: 12_400,
      lastLine: 'ok 3 - \u001b[32mtrims\u001b[0m',
    })
    expect(frame(running, { columns: 80 })).toContain('2 ▸ run_tests · 12 s\n    ok 3 - trims\n')
    expect(frame(after(eventRows(patchAndTest.slice(16)), running), { columns: 80 })).not.toContain('12 s')
  })

  it('shows the end of what the model writes', () => {
    const state = ['I will ', 'look at the ', 'tests.'].reduce(writing, emptyView)
    expect(frame(state, { columns: 20 })).toContain('look at the tests.')
    expect(frame(advance(state, { type: 'model_response', payload: {} }), { columns: 20 })).not.toContain('tests.')
  })

  it('fits a terminal of 40 columns and few rows, the newest steps first to stay', () => {
    const narrow = frame(after(eventRows([...patchAndTest, ...patchAndTest])), { columns: 40, rows: 8 }).split('\n')
    expect(narrow.length).toBeLessThan(8)
    expect(narrow.filter((line) => [...line].length > 39)).toEqual([])
    expect(narrow.join('\n')).toContain('governance: recover')
    expect(frame({ ...after(), goal: '測試'.repeat(40) }, { columns: 40, rows: 20 }).split('\n')[0]).toHaveLength(20)
  })

  it('holds nothing that a terminal would obey', () => {
    const text = frame(after(hostileRun().rows), { columns: 200 })
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_C}]/u)
  })
})
