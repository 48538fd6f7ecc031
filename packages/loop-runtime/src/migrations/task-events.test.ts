import { join } from 'node:path'
import type { Database } from 'loop-core'
import { openToRead } from 'loop-core/direct'
import { expect, it } from 'vitest'
import { eventRows, patchAndTest, recordedRun, recordIn } from '../fixtures/recorded-run.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { migrations } from './index.ts'

interface TaskEvents {
  task_events: { id: number; task_id: string; timestamp: string; type: string; payload_json: string }
}

it('readers of the reference find the events of all runs in one view, by task and in their order', async () => {
  const path = join(temporaryFolder(), 'state.sqlite')
  const later = recordedRun({ id: 'run-0', created_at: '2026-02-02T00:00:00.000Z' })
  await recordIn(path, [
    { run: recordedRun(), rows: eventRows(patchAndTest) },
    { run: later, rows: eventRows([['task_created', { goal: 'Another' }]], 'run-0') },
  ])
  const file = openToRead({ path, module: { prefix: 'runtime', migrations } })
  const rows = await file.transaction((db: Database<TaskEvents>) => db.selectFrom('task_events').selectAll().orderBy('id').execute())
  await file.close()
  expect(rows[0]).toEqual({
    ...{ id: 1, task_id: 'run-1', timestamp: '2026-01-02T03:04:05.000Z', type: 'task_created' },
    payload_json: '{"goal":"Fix failing tests"}',
  })
  expect(rows.filter(({ task_id }) => task_id === 'run-1').map(({ type }) => type)).toEqual(patchAndTest.map(([type]) => type))
  expect(rows.at(-1)).toMatchObject({ task_id: 'run-0', id: rows.length })
})
