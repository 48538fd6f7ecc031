import { readFileSync } from 'node:fs'
import { onEachDatabase } from '../../lib/databases.ts'
import { openFile } from '../../lib/learn-file.ts'
import type { Row, Section } from '../../lib/row.ts'
import { openSqlite } from '../../lib/sqlite.ts'

/** Names the file of conversations with questions, which does not belong to us. */
const variable = 'LOCOMO'
const title = 'Recall of what answers a question'
const least = { five: 0.5, ten: 0.57, ratio: 1.15, apart: 0.02 }

/** The questions of this kind have no answer. */
const unanswerable = 5

interface Conversation {
  conversation: Record<string, unknown>
  qa: { question: string; evidence: string[]; category: number }[]
}

interface Turn {
  dia_id: string
  speaker: string
  text: string
}

interface Question {
  question: string
  /** The places of the turns that answer it. */
  evidence: number[]
}

interface Talk {
  texts: string[]
  questions: Question[]
}

interface Quality {
  five: number
  ten: number
}

/** How many of the turns that answer a question are among the first that are found; LoCoMo. */
export async function measureQuality(): Promise<Section> {
  const path = process.env[variable]
  const notes = [
    `${variable} names the file locomo10.json of LoCoMo; each turn is a note. Theirs: FTS5 with unicode61, all words of the question ORed.`,
  ]
  if (!path) return { title, rows: [{ measure: 'Recall@5', ours: '', theirs: `${variable} is not set` }], notes }
  const talks = (JSON.parse(readFileSync(path, 'utf8')) as Conversation[]).map(talkOf)
  const theirs = await qualityOf(talks, async ({ texts }) => plainSearch(texts))
  const ours = await onEachDatabase(async (make) => qualityOf(talks, async ({ texts }) => ourSearch(await make(), texts)))
  return { title, rows: rowsOf(ours, theirs), notes }
}

function rowsOf([sqlite, postgres]: readonly Quality[], theirs: Quality): Row[] {
  const ratio = sqlite!.five / theirs.five
  const apart = Math.max(Math.abs(sqlite!.five - postgres!.five), Math.abs(sqlite!.ten - postgres!.ten))
  const shown = (value: number) => value.toFixed(3)
  return [
    {
      measure: 'Recall@5 / plain FTS5',
      ours: shown(sqlite!.five),
      theirs: shown(theirs.five),
      ratio,
      limit: { text: `≥ ${least.ratio} ×, ≥ ${least.five}`, kept: ratio >= least.ratio && sqlite!.five >= least.five },
    },
    {
      measure: 'Recall@10',
      ours: shown(sqlite!.ten),
      theirs: shown(theirs.ten),
      ratio: sqlite!.ten / theirs.ten,
      limit: { text: `≥ ${least.ten}`, kept: sqlite!.ten >= least.ten },
    },
    { measure: 'PostgreSQL apart by', ours: shown(apart), theirs: '', limit: { text: `≤ ${least.apart}`, kept: apart <= least.apart } },
  ]
}

function talkOf({ conversation, qa }: Conversation): Talk {
  const turns = Object.entries(conversation).flatMap(([name, turns]) => (/^session_\d+$/.test(name) ? (turns as Turn[]) : []))
  const places = new Map(turns.map(({ dia_id }, place) => [dia_id, place]))
  const questions = qa
    .filter(({ category }) => category !== unanswerable)
    .map(({ question, evidence }) => ({ question, evidence: evidence.flatMap((named) => placesIn(named, places)) }))
  return {
    texts: turns.map(({ speaker, text }) => `${speaker}: ${text}`),
    questions: questions.filter(({ evidence }) => evidence.length > 0),
  }
}

/** Some name several turns at once. */
function placesIn(named: string, places: ReadonlyMap<string, number>): number[] {
  return (named.match(/D\d+:\d+/g) ?? []).flatMap((id) => places.get(id) ?? [])
}

interface Search {
  /** The places of the first ten turns that are found. */
  find(question: string): Promise<readonly number[]>
  close(): Promise<void>
}

async function qualityOf(talks: readonly Talk[], searchIn: (talk: Talk) => Promise<Search>): Promise<Quality> {
  const parts: Quality[] = []
  for (const talk of talks) {
    const search = await searchIn(talk)
    for (const { question, evidence } of talk.questions) {
      const found = await search.find(question)
      const partOf = (count: number) => evidence.filter((place) => found.slice(0, count).includes(place)).length / evidence.length
      parts.push({ five: partOf(5), ten: partOf(10) })
    }
    await search.close()
  }
  const mean = (key: keyof Quality) => parts.reduce((sum, part) => sum + part[key], 0) / parts.length
  return { five: mean('five'), ten: mean('ten') }
}

async function ourSearch(url: string, texts: readonly string[]): Promise<Search> {
  const file = await openFile(url)
  await file.add(texts)
  const find = async (query: string) => {
    const { observations } = await file.call('recall_observations', { query })
    return observations.map(({ id }: { id: string }) => Number(id.replace('note-', '')))
  }
  return { find, close: file.close }
}

function plainSearch(texts: readonly string[]): Search {
  const db = openSqlite(':memory:')
  db.exec('create virtual table turns using fts5(text, tokenize=unicode61)')
  const insert = db.prepare('insert into turns (rowid, text) values (?, ?)')
  for (const [place, text] of texts.entries()) insert.run(place, text)
  const select = db.prepare('select rowid from turns where turns match ? order by rank limit 10')
  const find = async (question: string) => {
    const words = question.match(/[\p{L}\p{N}]+/gu) ?? []
    const rows = select.all(words.map((word) => `"${word}"`).join(' OR ')) as { rowid: number }[]
    return rows.map(({ rowid }) => rowid)
  }
  return { find, close: async () => void db.close() }
}
