import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { bareServer, type Keep } from './server.ts'

interface Database {
  exec(sql: string): void
  prepare(sql: string): { run(...values: unknown[]): void }
  transaction<Words extends unknown[]>(work: (...words: Words) => void): (...words: Words) => void
}

const [driver, file] = process.argv.slice(2)

/** Keeps what loop-gate keeps, a decision and its event in one transaction, by prepared statements on the driver alone. */
function keeper(): Keep {
  const database: Database = new (createRequire(import.meta.url)(driver!))(file)
  database.exec(`pragma journal_mode = wal; pragma synchronous = normal;
    create table decisions (id text primary key, at text, stopping_reason text, issues text, inputs text) strict;
    create table events (position integer primary key, id text unique, at text, type text, entity text, after text) strict;`)
  const decision = database.prepare('insert into decisions values (?, ?, ?, ?, ?)')
  const event = database.prepare('insert into events (id, at, type, entity, after) values (?, ?, ?, ?, ?)')
  return database.transaction((report: Parameters<Keep>[0], issues: string[]) => {
    const [id, at] = [randomUUID(), new Date().toISOString()]
    decision.run(id, at, report.stopping_reason, JSON.stringify(issues), JSON.stringify(report))
    event.run(randomUUID(), at, issues.length === 0 ? 'stop.approved' : 'stop.denied', id, JSON.stringify({ issues }))
  })
}

const keep = keeper()
serveStdio(() => bareServer(keep))
