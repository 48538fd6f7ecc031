import { httpApp } from 'loop-core/testing'
import { expect, it } from 'vitest'
import { eventRows, hostile, hostileRun, patchAndTest, recordedRun } from '../fixtures/recorded-run.ts'
import { describeServed, type Served } from '../fixtures/served.ts'
import type { RuntimeDatabase } from '../runtime.ts'
import { insertEvents, insertRun } from '../storage/runs.ts'
import type { EventRow, RunRow } from '../storage/tables.ts'
import { exportedEvents } from '../trace/exported-events.ts'

async function keep({ loop }: Served, run: RunRow, rows: EventRow[]): Promise<void> {
  await loop.application.storage.transaction('local', 'write', async (db) => {
    await insertRun(db as RuntimeDatabase, run)
    for (let from = 0; from < rows.length; from += 500) await insertEvents(db as RuntimeDatabase, rows.slice(from, from + 500))
  })
}

function traces({ loop }: Served): (path: string) => Promise<Response> {
  const application = loop.application
  const app = httpApp(application, { name: 'loop-runtime', version: '1.2.3', auth: 'none', allowedHosts: [], allowedOrigins: [] })
  return async (path) => app.request(`/api/v1/runs/${path}`)
}

describeServed('GET /api/v1/runs/:run_id/trace', (make) => {
  it('answers with the events as JSON, one a line, or as a page', async () => {
    const served = make()
    const [get, rows] = [traces(served), eventRows(patchAndTest, 'run-a')]
    await keep(served, recordedRun({ id: 'run-a' }), rows)
    const whole = await get('run-a/trace')
    expect(whole.headers.get('content-type')).toBe('application/json')
    expect(await whole.json()).toEqual(exportedEvents(rows))
    const lines = await get('run-a/trace?format=jsonl')
    expect(lines.headers.get('content-type')).toBe('application/x-ndjson')
    expect(
      (await lines.text())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(exportedEvents(rows))
    expect((await get('none/trace')).status).toBe(404)
    expect((await get('run-a/trace?format=pdf')).status).toBe(422)
  })

  it('60. a page of a hostile trace has no script and no foreign address, and its policy forbids both', async () => {
    const served = make()
    const { run, rows } = hostileRun()
    await keep(
      served,
      { ...run, id: 'run-b' },
      rows.map((row) => ({ ...row, run_id: 'run-b' })),
    )
    const page = await traces(served)('run-b/trace?format=html')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    const text = await page.text()
    expect(text).toContain(`http-equiv="Content-Security-Policy" content="default-src 'none';`)
    expect(text).not.toContain(hostile)
    expect(text).not.toMatch(/<(script|img|link|iframe)/i)
  })

  it('makes a long trace no faster than it is read, and ends when nobody reads on', async () => {
    const served = make()
    const rows = eventRows(
      Array.from({ length: 1_000 }, (_, index) => ['finding', { finding: `${index}`.padEnd(500) }] as const),
      'run-c',
    )
    await keep(served, recordedRun({ id: 'run-c' }), rows)
    const reader = (await traces(served)('run-c/trace')).body!.getReader()
    const { value } = await reader.read()
    expect(value!.length).toBeLessThan(200_000)
    await reader.cancel()
  })
})
