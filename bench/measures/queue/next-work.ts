import { inTurns, timed } from '../../lib/in-turns.ts'
import { type QueueFile, queueFile } from '../../lib/queue-file.ts'
import { durationRow, type Row, type Section } from '../../lib/row.ts'
import { compare, type Rounds } from '../../lib/statistics.ts'
import { callTool, closeAll } from '../../lib/tools.ts'

const few = 100
const many = 10_000
const onTop = { loops: 199, tasksEach: 15 }
const amount = { rounds: 12, callsInRound: 10, warmUp: 30 }
const most = 3

type Size = 'few' | 'many' | 'onTop'

/** What looking for work costs as the queue grows: a caller sees ten tasks, however many there are. */
export async function measureNextWork(): Promise<Section> {
  const files: Record<Size, QueueFile> = { few: await filled(few), many: await filled(many), onTop: await filled(many, onTop.loops) }
  const rows = [...(await inProcess(files)), ...(await overStdio(files))]
  for (const file of Object.values(files)) await file.close()
  return { title: `get_next_work, ${many} tasks / ${few} tasks`, rows, notes }
}

const notes = [
  `All in one loop, 30 % of them blocked; on top: ${onTop.loops} loops before it with ${onTop.tasksEach} blocked tasks each.`,
  `${amount.rounds} rounds of ${amount.callsInRound} in turns, after a warm-up. In process: through call(), with its checks of input and output.`,
]

async function filled(tasks: number, loopsOnTop = 0): Promise<QueueFile> {
  const file = queueFile()
  const ids = await file.tasks(await file.loop('Work', { priority: loopsOnTop + 1 }), tasks)
  // Of ten tasks the last three wait for the three before them.
  await file.wait(ids.flatMap((id, index) => (index % 10 >= 7 ? [[id, ids[index - 3]!] as const] : [])))
  for (let place = 0; place < loopsOnTop; place += 1) {
    const waiting = await file.tasks(await file.loop(`Blocked ${place}`, { priority: place }), onTop.tasksEach)
    await file.wait(waiting.map((id, index) => [id, ids[(place + 1) * 10 + (index % 7)]!]))
  }
  return file
}

async function inProcess(files: Record<Size, QueueFile>): Promise<Row[]> {
  return rowsOf('in process', await looked((size) => files[size].call('get_next_work')))
}

async function overStdio(files: Record<Size, QueueFile>): Promise<Row[]> {
  const servers = { few: await files.few.server(), many: await files.many.server(), onTop: await files.onTop.server() }
  const results = await looked((size) => callTool(servers[size], 'get_next_work'))
  await closeAll(Object.values(servers))
  return rowsOf('over stdio', results)
}

async function looked(look: (size: Size) => Promise<unknown>): Promise<Record<Size, Rounds>> {
  const calls = (times: number, size: Size) => timed(times, () => look(size))
  const sizes: Size[] = ['few', 'many', 'onTop']
  for (const size of sizes) await calls(amount.warmUp, size)
  const contender = (size: Size) => () => calls(amount.callsInRound, size)
  return inTurns(amount.rounds, { few: contender('few'), many: contender('many'), onTop: contender('onTop') })
}

function rowsOf(way: string, { few, many, onTop: below }: Record<Size, Rounds>): Row[] {
  return [
    durationRow(`${way}, p50`, compare(many, few), most),
    durationRow(`${way}, p50, ${onTop.loops} blocked loops on top`, compare(below, few), most),
  ]
}
