import { learnFile } from '../../lib/learn-file.ts'
import { entityOf, memoryFile } from '../../lib/learn-peers.ts'
import type { Connection } from '../../lib/protocol.ts'
import type { Row, Section } from '../../lib/row.ts'
import { callTool, closeAll } from '../../lib/tools.ts'

/** Several agents of one person, each with a server of its own on the same file. */
export async function measureCrowd(): Promise<Section> {
  return { title: 'Processes that write to one file', rows: [await keptBeside(4, 25), await observedBy(32, 20)], notes: [] }
}

async function keptBeside(processes: number, each: number): Promise<Row> {
  const { kept } = await ours(processes, each)
  const theirs = await theirsKept(processes, each)
  const all = processes * each
  const measure = `${processes} processes × ${each} writes: kept`
  return { measure, ours: String(kept), theirs: theirs ?? 'not there', limit: { text: `${all}`, kept: kept === all } }
}

async function observedBy(processes: number, each: number): Promise<Row> {
  const { kept, counted, open } = await ours(processes, each)
  const all = processes * each
  const measure = `${processes} processes × ${each} notes: rows, counters, open sessions`
  const isRight = kept === all && counted === all && open === 1
  return { measure, ours: `${kept}, ${counted}, ${open}`, theirs: '', limit: { text: `${all}, ${all}, 1`, kept: isRight } }
}

async function ours(processes: number, each: number) {
  const file = await learnFile(0)
  const servers = await Promise.all(Array.from({ length: processes }, () => file.server()))
  await Promise.all(servers.map((server, agent) => observe(server, agent, each)))
  await closeAll(servers)
  const { sessions } = await file.call('list_sessions')
  const { total: kept } = await file.call('recall_observations', { query: 'worker' })
  await file.close()
  // Each server has asked one question of its own, to open the file.
  const counted = sessions.reduce((sum: number, { counts }: { counts: { struggles: number } }) => sum + counts.struggles, 0)
  return { kept, counted, open: sessions.filter(({ ended_at }: { ended_at?: string }) => ended_at === undefined).length }
}

async function observe(server: Connection, agent: number, each: number): Promise<void> {
  for (let index = 0; index < each; index++)
    await callTool(server, 'loop_observe', { kind: 'struggle', content: `worker ${agent} saw ${index}` })
}

async function theirsKept(processes: number, each: number): Promise<string | undefined> {
  const memory = memoryFile([])
  if (memory === undefined) return undefined
  const servers = await Promise.all(Array.from({ length: processes }, () => memory.server()))
  let refused = 0
  const add = async (server: Connection, agent: number) => {
    for (let index = 0; index < each; index++) {
      const observations = [{ entityName: entityOf(agent), contents: [`worker ${agent} saw ${index}`] }]
      await callTool(server, 'add_observations', { observations }).catch(() => refused++)
    }
  }
  await Promise.all(servers.map(add))
  await closeAll(servers)
  return `${memory.count() ?? 'unreadable'}${refused === 0 ? '' : `, ${refused} refused`}`
}
