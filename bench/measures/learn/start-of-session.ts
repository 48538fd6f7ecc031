import { type Contender, inTurns, timed } from '../../lib/in-turns.ts'
import { learnFile } from '../../lib/learn-file.ts'
import type { Connection } from '../../lib/protocol.ts'
import { durationRow, type Section } from '../../lib/row.ts'
import { compare } from '../../lib/statistics.ts'
import { callTool, closeAll } from '../../lib/tools.ts'

const rounds = 12
const each = 10
const [few, many] = [500, 50_000]
const most = 1.5

/** Whether the beginning of work waits for years of notes. */
export async function measureStartOfSession(): Promise<Section> {
  const files = [await learnFile(few), await learnFile(many)] as const
  const servers = [await files[0].server(), await files[1].server()] as const
  const results = await inTurns(rounds, { few: starting(servers[0]), many: starting(servers[1]) })
  await closeAll(servers)
  await Promise.all(files.map((file) => file.close()))
  const row = durationRow(`loop_session_start, ${many} notes / ${few}`, compare(results.many, results.few), most)
  return { title: 'Start of a session over stdio', rows: [row], notes: [`Each ends the session before; ${rounds} rounds of ${each}; p50.`] }
}

function starting(server: Connection): Contender {
  return () => timed(each, () => callTool(server, 'loop_session_start', { fresh: true }))
}
