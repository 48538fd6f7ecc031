import { randomUUID } from 'node:crypto'
import { insertRows } from '../../../packages/core/src/index.ts'
import { type CtlServer, ctlServer } from '../../lib/ctl-server.ts'
import { type NewDatabase, onEachDatabase, settleDatabase } from '../../lib/databases.ts'
import { inTurns, timed } from '../../lib/in-turns.ts'
import { durationRow, type Row, type Section } from '../../lib/row.ts'
import { compare } from '../../lib/statistics.ts'

const rounds = 8
const readsInRound = 10
const most = 1.5
const pageSize = 100
const sizes = { few: 1_000, many: 1_000_000 }

/** One page of the change feed of a long log, beside one of a short log. */
export async function measureChanges(): Promise<Section> {
  return {
    title: `A page of ${pageSize} changes at ${sizes.many.toLocaleString('en')} events / at ${sizes.few.toLocaleString('en')}`,
    rows: await onEachDatabase(rowOf),
    notes: [
      `${rounds} rounds of ${readsInRound} in turns, over HTTP, from the middle of each log; two databases. PostgreSQL has analysed the rows, as it does by itself soon after.`,
    ],
  }
}

async function rowOf(make: NewDatabase, name: string): Promise<Row> {
  const few = await withLog(await make(), sizes.few)
  const many = await withLog(await make(), sizes.many)
  await many.read()
  const results = await inTurns(rounds, { ours: many.read, theirs: few.read })
  await Promise.all([few.server.close(), many.server.close()])
  return durationRow(`${name}, p50`, compare(results.ours, results.theirs), most)
}

const start = Date.parse('2026-01-01T00:00:00.000Z')

/** A server whose log has so many events, one a second, and a read of a page from its middle. */
async function withLog(url: string, count: number) {
  const server = await ctlServer(url)
  await fill(server, count)
  await settleDatabase(url)
  const since = timeOf(Math.floor(count / 2))
  const read = () => timed(readsInRound, () => readPage(server, since))
  return { server, read }
}

async function readPage({ ask }: CtlServer, since: string): Promise<void> {
  const { data } = await ask('implementer', `GET /api/v1/changes?since=${since}&limit=${pageSize}`)
  if (data.length !== pageSize) throw new Error(`The page has ${data.length} changes.`)
}

/** Written past the operations, which would take an hour for as many. */
async function fill({ application }: CtlServer, count: number): Promise<void> {
  const step = 50_000
  for (let from = 0; from < count; from += step) {
    const rows = Array.from({ length: Math.min(step, count - from) }, (_, index) => eventRow(from + index))
    await application.storage.transaction('bench', 'write', (db) => insertRows(db, 'core_events', rows))
  }
}

function eventRow(index: number) {
  return {
    id: randomUUID(),
    at: timeOf(index),
    type: 'story.status_changed',
    module: 'ctl',
    entity: randomUUID(),
    scope: 'project',
    actor_id: 'implementer',
    actor_name: 'implementer',
    actor_role: 'agent',
    before: '{"agent_status":"pending"}',
    after: '{"agent_status":"contracted"}',
    trace_id: '0'.repeat(32),
  }
}

function timeOf(index: number): string {
  return new Date(start + index * 1_000).toISOString()
}
