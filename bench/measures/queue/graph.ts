import { inTurns, timed } from '../../lib/in-turns.ts'
import type { Connection } from '../../lib/protocol.ts'
import { type QueueFile, queueFile } from '../../lib/queue-file.ts'
import { durationRow, type Row, type Section } from '../../lib/row.ts'
import { compare } from '../../lib/statistics.ts'
import { callTool, hasTool, refusedTool } from '../../lib/tools.ts'

const chain = 5_000
const waiting = 1_000
const together = 100
const rounds = 8
const editsInRound = 10
const most = { cycle: 30, ship: 60 }

/** Changes that concern many tasks, beside a change that concerns one. */
export async function measureGraph(): Promise<Section> {
  const file = queueFile()
  const loopId = await file.loop('Work')
  const edited = (await file.tasks(loopId, 1))[0]!
  const server = await file.server()
  const rows = [...(await cycleRows(file, server, { loopId, edited })), ...(await shipRows(file, server, { loopId, edited }))]
  if (await hasTool(server, 'bulk_update_tasks')) rows.push(...(await bulkRows(file, server, { loopId, edited })))
  await server.close()
  await file.close()
  return { title: 'Changes that concern many tasks / update_task of one, over stdio', rows, notes }
}

const notes = [`${rounds} rounds in turns; in each the median of ${editsInRound} update_task, which change the title of a task.`]

interface Place {
  loopId: string
  /** The task that update_task changes meanwhile. */
  edited: string
}

let edits = 0

/** The other side of each row. */
function editing(server: Connection, { edited: task_id }: Place) {
  return () => timed(editsInRound, () => callTool(server, 'update_task', { task_id, title: `Title ${++edits}` }))
}

async function cycleRows(file: QueueFile, server: Connection, place: Place): Promise<Row[]> {
  const ids = await file.tasks(place.loopId, chain)
  await file.wait(ids.slice(1).map((id, index) => [ids[index]!, id]))
  const [first, last] = [ids[0]!, ids.at(-1)!]
  // A parent waits for its children, so this is the same refusal.
  const [tool, input] = (await hasTool(server, 'add_dependency'))
    ? (['add_dependency', { task_id: last, depends_on_id: first }] as const)
    : (['update_task', { task_id: first, parent_id: last }] as const)
  const close = () => timed(1, () => refusedTool(server, tool, input))
  const results = await inTurns(rounds, { ours: close, theirs: editing(server, place) })
  const how = tool === 'add_dependency' ? '' : ' (by its parent)'
  return [durationRow(`${tool} that would close a chain of ${chain}${how}`, compare(results.ours, results.theirs), most.cycle)]
}

async function shipRows(file: QueueFile, server: Connection, place: Place): Promise<Row[]> {
  const [wanted, ...others] = await file.tasks(place.loopId, waiting + 1)
  await file.wait(others.map((id) => [id, wanted!]))
  const move = (status: string) => callTool(server, 'update_task', { task_id: wanted, status })
  const ship = async () => {
    const durations = await timed(1, () => move('shipped'))
    await move('approved')
    return durations
  }
  const results = await inTurns(rounds, { ours: ship, theirs: editing(server, place) })
  return [durationRow(`ship of one that ${waiting} wait for`, compare(results.ours, results.theirs), most.ship)]
}

async function bulkRows(file: QueueFile, server: Connection, place: Place): Promise<Row[]> {
  const ids = await file.tasks(place.loopId, together)
  const moveAll = (status: string) => callTool(server, 'bulk_update_tasks', { task_ids: ids, status })
  const ship = async () => {
    const durations = await timed(1, () => moveAll('shipped'))
    await moveAll('approved')
    return durations
  }
  const results = await inTurns(rounds, { ours: ship, theirs: editing(server, place) })
  return [durationRow(`bulk_update_tasks, ${together} shipped in one call`, compare(results.ours, results.theirs))]
}
