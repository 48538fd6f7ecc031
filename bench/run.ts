import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { buildBare } from './lib/build-bare.ts'
import type { Section } from './lib/row.ts'
import { requireBuilt } from './lib/servers.ts'
import { tableOf } from './lib/table.ts'
import { measureCtl } from './measures/ctl.ts'
import { measureGate } from './measures/gate.ts'
import { measureGateway } from './measures/gateway.ts'
import { measureHttpCalls } from './measures/http-calls.ts'
import { measureLearn } from './measures/learn.ts'
import { measureMemory } from './measures/memory.ts'
import { measurePeers } from './measures/peers.ts'
import { measureQueue } from './measures/queue.ts'
import { measureRuntime } from './measures/runtime.ts'
import { measureStart } from './measures/start.ts'
import { measureStdioCalls } from './measures/stdio-calls.ts'
import { measureTokens } from './measures/tokens.ts'

const measures: Record<string, () => Promise<Section | readonly Section[]>> = {
  start: measureStart,
  stdio: measureStdioCalls,
  http: measureHttpCalls,
  gateway: measureGateway,
  memory: measureMemory,
  tokens: measureTokens,
  peers: measurePeers,
  queue: measureQueue,
  ctl: measureCtl,
  gate: measureGate,
  runtime: measureRuntime,
  learn: measureLearn,
}

const usage = `pnpm bench [${Object.keys(measures).join('|')}]… [--strict]\n--strict: exit code 1 if a limit is missed`

/** Runs all benches, or those that are named, and prints one table. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { strict: { type: 'boolean' }, help: { type: 'boolean' } } })
  const names = positionals.length > 0 ? positionals : Object.keys(measures)
  if (values.help || !names.every((name) => Object.hasOwn(measures, name))) return explain(values.help === true)
  const started = performance.now()
  requireBuilt()
  await buildBare()
  const sections = await runAll(names)
  console.log(`${heading()}\n\n${tableOf(sections)}\n\n${Math.round((performance.now() - started) / 1000)} s`)
  const isMissed = sections.some(({ rows }) => rows.some(({ limit }) => limit && !limit.kept))
  return values.strict && isMissed ? 1 : 0
}

function explain(isWanted: boolean): number {
  console.error(usage)
  return isWanted ? 0 : 2
}

async function runAll(names: readonly string[]): Promise<Section[]> {
  const sections: Section[] = []
  for (const name of names) {
    console.error(`${name} …`)
    sections.push(...[await measures[name]!()].flat())
  }
  return sections
}

/** What the absolute numbers depend on, and how to read the others; the load is of the last minute, our own included. */
function heading(): string {
  const { length } = cpus()
  const columns = 'ours, theirs: over all rounds. ratio and p10–p90: the median and the spread of the ratios of single rounds.'
  return `Node.js ${process.versions.node}, ${process.platform} ${process.arch}, ${length} cores (${cpus()[0]?.model}), load ${loadavg()[0]!.toFixed(1)}\n${columns}`
}

process.exitCode = await main()
