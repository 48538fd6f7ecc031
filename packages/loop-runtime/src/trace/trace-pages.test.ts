import { join } from 'node:path'
import { openDirect } from 'loop-core/direct'
import { describe, expect, it } from 'vitest'
import { eventRows, recordedRun, recordIn } from '../fixtures/recorded-run.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { migrations } from '../migrations/index.ts'
import { insertBlobs } from '../storage/blobs.ts'
import type { BlobRow } from '../storage/tables.ts'
import { payloadToKeep, tracePages } from './trace-pages.ts'

describe('the trace of a run', () => {
  it('is read a page at a time, and a large payload stands where it belongs', async () => {
    const path = join(temporaryFolder(), 'state.sqlite')
    const large = { text: 'é'.repeat(40_000) }
    const now = new Date()
    const kept = await payloadToKeep(JSON.stringify(large), now)
    const lost = await payloadToKeep(JSON.stringify({ text: 'x'.repeat(70_000) }), now)
    const small = eventRows(Array.from({ length: 250 }, (_, index) => ['budget_eval', { index }] as const))
    const rows = small.map((row) =>
      row.seq === 150 ? { ...row, payload: kept.payload } : row.seq === 151 ? { ...row, payload: lost.payload } : row,
    )
    await recordIn(path, [{ run: recordedRun(), rows }])
    const direct = openDirect({ path, module: { prefix: 'runtime', migrations }, identity: 'implementer-local' })
    await direct.transaction('write', ({ db }) => insertBlobs(db, [kept.blob as BlobRow]))
    const pages = []
    for await (const page of tracePages(direct, 'run-1')) pages.push(page)
    await direct.close()
    expect(pages.map((page) => page.length)).toEqual([100, 100, 50])
    expect(pages.flat().map(({ seq }) => seq)).toEqual(small.map(({ seq }) => seq))
    expect(JSON.parse(pages[1]![49]!.payload)).toEqual(large)
    expect(JSON.parse(pages[1]![50]!.payload)).toEqual({ blob: lost.blob!.sha256, bytes: 70_011 })
    expect(kept.payload.length).toBeLessThan(200)
  })
})
