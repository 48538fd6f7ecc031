import { type Contender, inTurns, timed } from '../../lib/in-turns.ts'
import { learnFile } from '../../lib/learn-file.ts'
import { noteOf } from '../../lib/learn-notes.ts'
import { absentRow, entityOf, howToInstall, memoryFile, memoryTitle } from '../../lib/learn-peers.ts'
import type { Connection } from '../../lib/protocol.ts'
import { durationRow, type Row, type Section } from '../../lib/row.ts'
import { compare } from '../../lib/statistics.ts'
import { callTool, closeAll } from '../../lib/tools.ts'

const rounds = 12
const each = 20
const [few, many] = [200, 10_000]
const most = { peer: 0.25, few: 1.5 }

/** What a note costs the agent that records it. */
export async function measureObserving(): Promise<Section> {
  const files = [await learnFile(few), await learnFile(many)] as const
  const servers = [await files[0].server(), await files[1].server()] as const
  const memory = memoryFile(Array.from({ length: many }, (_, index) => noteOf(index)))
  const peer = await memory?.server()
  const sides = { few: observing(servers[0], few), many: observing(servers[1], many) }
  const results = await inTurns<'few' | 'many' | 'peer'>(rounds, { ...sides, ...(peer && { peer: adding(peer) }) } as Record<
    string,
    Contender
  >)
  await closeAll([...servers, ...(peer ? [peer] : [])])
  await Promise.all(files.map((file) => file.close()))
  const peerRow = `loop_observe / add_observations of ${memoryTitle}, ${many} stored`
  const rows: Row[] = [
    peer ? durationRow(peerRow, compare(results.many, results.peer), most.peer) : absentRow(peerRow, `≤ ${most.peer} ×`),
    durationRow(`loop_observe, ${many} stored / ${few} stored`, compare(results.many, results.few), most.few),
  ]
  return { title: 'Recording a note over stdio', rows, notes: [`${rounds} rounds of ${each}; p50. ${howToInstall}`] }
}

function observing(server: Connection, stored: number): Contender {
  return (round) =>
    timed(each, (index) => callTool(server, 'loop_observe', { kind: 'struggle', content: noteOf(stored + round * each + index) }))
}

function adding(server: Connection): Contender {
  return (round) =>
    timed(each, (index) => {
      const observations = [{ entityName: entityOf(index), contents: [noteOf(many + round * each + index)] }]
      return callTool(server, 'add_observations', { observations })
    })
}
