import { type CtlServer, ctlServer } from '../../lib/ctl-server.ts'
import { type NewDatabase, onEachDatabase, settleDatabase } from '../../lib/databases.ts'
import { inTurns, timed } from '../../lib/in-turns.ts'
import { durationRow, type Row, type Section } from '../../lib/row.ts'
import { compare } from '../../lib/statistics.ts'

const rounds = 8
const readsInRound = 10
const most = 3
const importSeconds = 5
const big = { epics: 50, storiesInEach: 100, dependencies: 7_500 }
const small = { epics: 5, storiesInEach: 20, dependencies: 50 }

/** What is ready among 10,000 stories with 15,000 dependencies, and how long it takes to bring half of them in. */
export async function measureBigProject(): Promise<Section> {
  const rows = (await onEachDatabase(rowsOf)).flat()
  return {
    title: 'stories/ready among 10,000 stories and 15,000 dependencies / among 100',
    rows,
    notes: [
      `${rounds} rounds of ${readsInRound} in turns, over HTTP. The import is one transaction of one request; the second of two. PostgreSQL has analysed the rows, as it does by itself soon after.`,
    ],
  }
}

async function rowsOf(make: NewDatabase, name: string): Promise<Row[]> {
  const url = await make()
  const server = await ctlServer(url)
  const few = await project(server, 'few')
  await importInto(server, few, plan(small, 1))
  const many = await project(server, 'many')
  await importInto(server, many, plan(big, 1))
  const [seconds] = await timed(1, () => importInto(server, many, plan(big, 1 + big.epics)))
  await settleDatabase(url)
  const read = (id: string) => () => timed(readsInRound, () => server.ask('implementer', `GET /api/v1/stories/ready?project_id=${id}`))
  await read(many)()
  const results = await inTurns(rounds, { ours: read(many), theirs: read(few) })
  await server.close()
  const measure = `${name}: import of 5,000 stories with 7,500 dependencies`
  const limit = { text: `≤ ${importSeconds} s`, kept: seconds! <= importSeconds * 1_000 }
  return [
    durationRow(`${name}: stories/ready, p50`, compare(results.ours, results.theirs), most),
    { measure, ours: `${(seconds! / 1_000).toFixed(2)} s`, theirs: '', limit },
  ]
}

async function project({ ask }: CtlServer, slug: string): Promise<string> {
  return (await ask('user', 'POST /api/v1/projects', { name: slug, slug })).project.id
}

async function importInto({ ask }: CtlServer, id: string, payload: object): Promise<void> {
  await ask('user', `POST /api/v1/projects/${id}/import`, payload)
}

/** Stories in epics, each waiting for some that stand before it. */
function plan({ epics, storiesInEach, dependencies }: typeof big, firstEpic: number): object {
  const numbers = Array.from({ length: epics }, (_, epic) => firstEpic + epic)
  const storiesOf = (epic: number) =>
    Array.from({ length: storiesInEach }, (_, index) => ({ number: `${epic}.${index + 1}`, title: `Story ${index + 1}` }))
  const list = numbers.map((number) => ({ number, title: `Epic ${number}`, stories: storiesOf(number) }))
  const all = list.flatMap(({ stories }) => stories.map(({ number }) => number))
  return { epics: list, story_dependencies: edges(all, dependencies) }
}

/** The odd ones wait for even ones, so that half of all are ready. */
function edges(numbers: readonly string[], count: number): object[] {
  const even = numbers.filter((_, index) => index % 2 === 0)
  const odd = numbers.filter((_, index) => index % 2 === 1)
  const distance = (index: number) => Math.floor(index / odd.length)
  return Array.from({ length: count }, (_, index) => ({
    story: odd[index % odd.length],
    depends_on: even[(index + distance(index)) % even.length],
  }))
}
