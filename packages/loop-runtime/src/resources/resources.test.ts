import { expect, it } from 'vitest'
import { eventRows } from '../fixtures/recorded-run.ts'
import { describeServed, mend, mutating } from '../fixtures/served.ts'
import type { RuntimeDatabase } from '../runtime.ts'
import { findRun, insertEvents } from '../storage/runs.ts'

describeServed('resources, completions and prompts', (make) => {
  it('show a run, a receipt and what its command printed, as the tools do', async () => {
    const { call, begin, step, refusal } = make({ ...mutating, LOOP_RUNTIME_TEST_COMMAND: 'echo said; echo warned >&2' })
    const run_id = await begin()
    const { receiptId } = (await step(run_id, 'repo_apply_patch', mend)).result.output
    const tests = (await step(run_id, 'repo_run_tests')).result.output
    const parsed = async (name: string, parameters: object) => JSON.parse((await call(name, parameters)).text)
    expect(await parsed('runtime_run', { run_id })).toEqual(await call('get_run', { run_id, detail: 'full' }))
    expect(await parsed('runtime_receipt', { receipt_id: receiptId })).toEqual(await call('get_check_receipt', { receipt_id: receiptId }))
    expect((await call('runtime_receipt_stdout', { receipt_id: tests.receiptId })).text).toBe('said\n')
    expect((await call('runtime_receipt_stderr', { receipt_id: tests.receiptId })).text).toBe('warned\n')
    expect(await refusal('runtime_receipt_stdout', { receipt_id: receiptId })).toMatchObject({ code: 'output_not_kept' })
    expect(await refusal('runtime_receipt_stderr', { receipt_id: 'none' })).toMatchObject({ code: 'receipt_not_found' })
    expect(await refusal('runtime_run', { run_id: 'none' })).toMatchObject({ code: 'run_not_found' })
  })

  it('show a trace a hundred events at a time', async () => {
    const { call, begin, loop, refusal } = make()
    const run_id = await begin()
    const many = eventRows(
      Array.from({ length: 150 }, (_, index) => ['finding', { finding: `${index}` }] as const),
      run_id,
    )
    await loop.application.storage.transaction('local', 'write', async (db) => {
      const { events } = (await findRun(db as RuntimeDatabase, run_id))!
      await insertEvents(
        db as RuntimeDatabase,
        many.map((row) => ({ ...row, seq: row.seq + events })),
      )
    })
    const first = JSON.parse((await call('runtime_trace', { run_id })).text)
    expect(first.events).toHaveLength(100)
    expect(first.events[0]).toMatchObject({ seq: 1, type: 'task_created' })
    expect(first.next).toBe(`loop://runtime/runs/${run_id}/trace/100`)
    const last = JSON.parse((await call('runtime_trace_behind', { run_id, after: '100' })).text)
    expect(last.events[0]).toMatchObject({ seq: 101, type: 'finding' })
    expect(last.next).toBeUndefined()
    expect(await refusal('runtime_trace', { run_id: 'none' })).toMatchObject({ code: 'run_not_found' })
  })

  it('complete runs, receipts, skills, the workspace and checks', async () => {
    const { call, begin } = make()
    const run_id = await begin()
    const { receiptId } = await call('repo_run_tests')
    const complete = async (argument: string, text: string) => (await call('complete_runtime', { argument, text })).values
    expect(await complete('run_id', run_id.slice(0, -4))).toEqual([run_id])
    expect(await complete('receipt_id', receiptId.slice(0, -4))).toEqual([receiptId])
    expect(await complete('skill', 'repo')).toEqual(['repo-debugging'])
    expect(await complete('name', 'x%')).toEqual([])
    expect(await complete('workspace', '')).toEqual(['default'])
    expect(await complete('check', '')).toEqual([])
  })

  it('give a skill, and the way of a client that is the model', async () => {
    const { call, refusal } = make()
    const { text } = await call('runtime_skill', { name: 'repo-debugging' })
    expect(text).toMatch(/^# Repo debugging/)
    expect((await call('drive_run', { goal: 'All tests pass' })).text).toContain(`${text.trim()}\n\n## The goal\n\nAll tests pass\n`)
    expect(await refusal('runtime_skill', { name: 'none' })).toMatchObject({ code: 'skill_not_found' })
    expect(await refusal('runtime_skill', { name: '../x' })).toMatchObject({ kind: 'invalid_input' })
  })
})
