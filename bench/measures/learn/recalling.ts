import { inTurns, timed } from '../../lib/in-turns.ts'
import { learnFile } from '../../lib/learn-file.ts'
import { wordOf } from '../../lib/learn-notes.ts'
import { durationRow, type Section } from '../../lib/row.ts'
import { openSqlite } from '../../lib/sqlite.ts'
import { compare } from '../../lib/statistics.ts'
import { callTool } from '../../lib/tools.ts'

const rounds = 10
const each = 4
const stored = 100_000
const most = 2

/** What it costs to look into a lifetime of notes, beside the bare query of the index. */
export async function measureRecalling(): Promise<Section> {
  const file = await learnFile(stored)
  const server = await file.server()
  const words = [0, 1, 2, 3, 4].map(wordOf)
  const plain = plainQuery(file.path)
  const results = await inTurns(rounds, {
    ours: () => timed(each, () => callTool(server, 'recall_observations', { query: words.join(' ') })),
    plain: () => timed(each, async () => plain(words)),
  })
  await server.close()
  await file.close()
  const row = durationRow('recall_observations / plain FTS5, order by rank limit 10', compare(results.ours, results.plain, 0.95), most)
  return {
    title: `Recall from ${stored} notes`,
    rows: [row],
    notes: [`Five words that most notes have; ${rounds} rounds of ${each}; p95. Ours over stdio.`],
  }
}

function plainQuery(path: string): (words: readonly string[]) => unknown {
  const query = 'select rowid from learn_observations_text where learn_observations_text match ? order by rank limit 10'
  const statement = openSqlite(path).prepare(query)
  return (words) => statement.all(words.map((word) => `"${word}"`).join(' OR '))
}
