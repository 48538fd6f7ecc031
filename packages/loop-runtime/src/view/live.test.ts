import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { patchAndTest } from '../fixtures/recorded-run.ts'
import { openLiveView } from './live.ts'

function viewOn(terminal: object, more: { quiet?: boolean; environment?: Record<string, string> } = {}) {
  const stderr = Object.assign(new PassThrough(), terminal)
  const view = openLiveView({ stderr, environment: {}, ...more })
  for (const [type, payload] of patchAndTest) view.event({ type, payload })
  view.close()
  return String(stderr.read() ?? '')
}

describe('what a person sees of a run while it goes on', () => {
  it('is drawn at a terminal, and its steps stay when it is over', () => {
    const seen = viewOn({ isTTY: true, columns: 60, rows: 20 })
    expect(seen).toContain('\u001b[')
    expect(stripVTControlCharacters(seen)).toMatch(/1 ▸ apply_patch src\/a\.js \+1 −1 · approved · 0\.75\n.*2 ▸ run_tests.*\n$/s)
    expect(viewOn({ isTTY: true }, { environment: { NO_COLOR: '1' } })).not.toMatch(/\[\d+m/)
  })

  it('is drawn anew as a whole where it grows, since lines below would be lost', async () => {
    const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 60, rows: 20 })
    const view = openLiveView({ stderr, environment: {} })
    const drawn = () =>
      new Promise<void>((resolve) => {
        let text = ''
        stderr.on('data', function listen(chunk) {
          text += String(chunk)
          if (!text.includes('1/8')) return
          stderr.off('data', listen)
          resolve()
        })
      })
    view.event({ type: 'budget_eval', payload: { uses: [{ limit: 'maxIterations', used: 1, most: 8 }] } })
    await drawn()
    view.event({ type: 'tool_denied', payload: { tool: 'repo_read_file', reason: 'No.' } })
    await drawn()
    view.close()
  })

  it('is a plain line an event where nobody sits, and nothing where none is wanted', () => {
    const lines = viewOn({}).trimEnd().split('\n')
    expect(lines).toHaveLength(patchAndTest.length)
    expect(lines[9]).toBe('tool_call repo_apply_patch · src/a.js')
    expect(viewOn({ isTTY: true }, { environment: { TERM: 'dumb' } }).split('\n')).toHaveLength(patchAndTest.length + 1)
    expect(viewOn({ isTTY: true }, { quiet: true })).toBe('')
  })
})
