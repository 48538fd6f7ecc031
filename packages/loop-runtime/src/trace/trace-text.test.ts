import { describe, expect, it } from 'vitest'
import { eventRows, hostileRun, inPages, patchAndTest, recordedRun } from '../fixtures/recorded-run.ts'
import { eventLine, timeline } from './timeline.ts'
import { fieldsOf } from './trace-event.ts'
import { traceText } from './trace-text.ts'

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

describe('a trace in a form for programs', () => {
  const rows = eventRows(patchAndTest)

  it('16. is a JSON array of five fields an event, in order', async () => {
    const events = JSON.parse(await textOf(traceText('events', recordedRun(), inPages(rows))))
    expect(events.map((event: object) => Object.keys(event))).toEqual(rows.map(() => ['id', 'taskId', 'timestamp', 'type', 'payload']))
    expect(events[0]).toEqual({
      id: 1,
      taskId: 'run-1',
      timestamp: '2026-01-02T03:04:05.000Z',
      type: 'task_created',
      payload: { goal: 'Fix failing tests' },
    })
    expect(events.map(({ id }: { id: number }) => id)).toEqual(rows.map(({ seq }) => seq))
  })

  it('is a line an event as jsonl, and an empty array where nothing happened', async () => {
    const lines = (await textOf(traceText('jsonl', recordedRun(), inPages(rows)))).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).type)).toEqual(patchAndTest.map(([type]) => type))
    expect(await textOf(traceText('events', recordedRun(), inPages([])))).toBe('[]\n')
  })
})

describe('a timeline', () => {
  it('tells a person what happened, iteration by iteration', async () => {
    expect(await textOf(timeline(recordedRun(), inPages(eventRows(patchAndTest))))).toMatchInlineSnapshot(`
      "Fix failing tests
      run-1 · mock · default · 2026-01-02T03:04:05.000Z
        03:04:05  task_created         Fix failing tests
        03:04:06  model_selected       mock
        03:04:07  sandbox_selected     bubblewrap · network none

      Iteration 1
        03:04:09  budget_eval          maxIterations 1/8
        03:04:10  decision_parsed      continue · Trim the password.
        03:04:11  security_eval        escalate · repo_apply_patch · It changes files.
        03:04:12  approval_requested   mutation · repo_apply_patch
        03:04:13  approval_result      approved · auto
        03:04:14  tool_call            repo_apply_patch · src/a.js
        03:04:15  tool_result          repo_apply_patch · ok · +1 −1
        03:04:16  loop_eval            repo_apply_patch · pass · 0.75
        03:04:17  quality_eval         step · 0.75 of at least 0.2
        03:04:18  governance_decision  continue · No limit is reached.

      Iteration 2
        03:04:20  tool_call            repo_run_tests
        03:04:21  tool_result          repo_run_tests · failed · 2 of 3 tests passed
        03:04:22  loop_eval            repo_run_tests · fail · 0.45 · repo_run_tests ended as failed.
        03:04:23  quality_eval         step · 0.45 of at least 0.2 · repo_run_tests ended as failed.
        03:04:24  governance_decision  recover · A step failed: recovery 1 of 3.

      completed: All tests pass now.
      "
    `)
  })

  it('holds nothing that a terminal would obey, nor what turns the direction of writing', async () => {
    const { run, rows } = hostileRun()
    const text = await textOf(timeline(run, inPages(rows)))
    const lines = rows.map(({ type, payload }) => eventLine({ type, payload: fieldsOf(JSON.parse(payload)) }))
    for (const each of [text, ...lines]) expect(each.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_C}]/u)
    expect(lines.filter((line) => line.includes('\n'))).toEqual([])
  })
})
