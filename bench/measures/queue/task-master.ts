import { inTurns, timed } from '../../lib/in-turns.ts'
import { masterTasks } from '../../lib/master-tasks.ts'
import type { Connection } from '../../lib/protocol.ts'
import { type QueueFile, queueFile } from '../../lib/queue-file.ts'
import {
  absent,
  absentRow,
  howToInstall,
  type Project,
  taskMaster,
  taskMasterProject,
  taskMasterTasks,
  taskMasterText,
  titleOf,
} from '../../lib/queue-peers.ts'
import { durationRow, milliseconds, type Row, type Section } from '../../lib/row.ts'
import { compare, median } from '../../lib/statistics.ts'
import { connectStdio, type StdioConnection } from '../../lib/stdio-client.ts'
import { callTool, closeAll, era, hasTool } from '../../lib/tools.ts'

const servers = 8
const writesEach = 5
const writes = servers * writesEach
const writingRounds = 3
const looks = { tasks: 1_096, rounds: 10, callsInRound: 10, most: 0.2 }

interface Sides {
  file: QueueFile
  ours: StdioConnection[]
  theirs?: { project: Project; connections: StdioConnection[] }
}

/** The same work by servers of ours and of task-master, each side on one file. */
export async function measureTaskMaster(): Promise<Section> {
  const file = queueFile()
  const project = taskMaster && taskMasterProject(taskMaster, masterTasks(writes))
  const ours = await file.servers(servers)
  const theirs = project && { project, connections: await started(project) }
  const sides = { file, ours, theirs }
  const rows = [await sameTaskRow(sides), await writesRow(sides), await importedRow(theirs?.connections[0])]
  await closeAll([...ours, ...(theirs?.connections ?? [])])
  await file.close()
  return { title: `loop-queue / ${titleOf(taskMaster, 'taskMaster')}`, rows, notes }
}

const notes = [
  `Status writes: ${servers} servers at once, ${writesEach} tasks each, none of them twice; the worst of ${writingRounds} rounds. Both say of each write that it succeeded.`,
  `Next task of ${looks.tasks}: the same generated file, read by both over stdio; ${looks.rounds} rounds of ${looks.callsInRound} in turns.`,
  howToInstall,
]

function started({ command }: Project): Promise<StdioConnection[]> {
  return Promise.all(Array.from({ length: servers }, () => connectStdio(command, era)))
}

/** Nothing in a list says that somebody else was just told the same. */
async function sameTaskRow({ file, ours, theirs }: Sides): Promise<Row> {
  await file.tasks(await file.loop('Wanted'), servers)
  const mine = await Promise.all(ours.map(async (connection) => (await callTool(connection, 'claim_next_work')).task.id))
  const their = theirs && (await Promise.all(theirs.connections.map((connection) => nextTask(connection, theirs.project))))
  const kept = new Set(mine).size === servers
  const said = (ids?: readonly unknown[]) => (ids ? `${new Set(ids).size} of ${servers}` : absent)
  const measure = `${servers} ask for work at once, tasks given`
  return { measure, ours: said(mine), theirs: said(their), limit: { text: `${servers}`, kept } }
}

async function nextTask(connection: Connection, { folder }: Project): Promise<unknown> {
  const text = await callTool(connection, 'next_task', { projectRoot: folder })
  const id = JSON.parse(text).data?.nextTask?.id
  if (id === undefined) throw new Error(`next_task gave no task: ${text}`)
  return id
}

async function writesRow({ file, ours, theirs }: Sides): Promise<Row> {
  const [mine, their]: number[][] = [[], []]
  for (let round = 0; round < writingRounds; round += 1) {
    mine!.push(await ourSurvivors(file, ours))
    if (theirs) their!.push(await theirSurvivors(theirs.project, theirs.connections, round))
  }
  const said = (counts: number[]) => (counts.length > 0 ? `${Math.min(...counts)} of ${writes}` : absent)
  const limit = { text: `${writes}`, kept: Math.min(...mine!) === writes }
  return { measure: `${writes} status writes from ${servers} servers, kept`, ours: said(mine!), theirs: said(their!), limit }
}

async function ourSurvivors(file: QueueFile, connections: readonly Connection[]): Promise<number> {
  const loop_id = await file.loop('Written')
  const ids = await file.tasks(loop_id, writes)
  await writeAll(connections, (connection, index) => callTool(connection, 'update_task', { task_id: ids[index], status: 'in_progress' }))
  return (await file.call('list_tasks', { loop_id, status: 'in_progress' })).total
}

async function theirSurvivors(project: Project, connections: readonly Connection[], round: number): Promise<number> {
  const status = ['in-progress', 'deferred', 'review'][round % 3]!
  const projectRoot = project.folder
  await writeAll(connections, (connection, index) =>
    callTool(connection, 'set_task_status', { projectRoot, id: String(index + 1), status }),
  )
  return taskMasterTasks(project)?.filter((task) => task.status === status).length ?? 0
}

async function writeAll(connections: readonly Connection[], write: (connection: Connection, index: number) => Promise<unknown>) {
  const writer = async (connection: Connection, place: number) => {
    for (let index = 0; index < writesEach; index += 1) await write(connection, place * writesEach + index)
  }
  await Promise.all(connections.map(writer))
}

/** Both answer what is next in the same file; ours has imported it. */
async function importedRow(theirs: Connection | undefined): Promise<Row> {
  const measure = `what is next of ${looks.tasks} tasks, p50`
  const file = queueFile()
  const ours = await file.server()
  const isImported = await imported(ours)
  const project = taskMaster && taskMasterProject(taskMaster, masterTasks(looks.tasks))
  const mine = () => timed(looks.callsInRound, () => callTool(ours, 'get_next_work'))
  const their = () => timed(looks.callsInRound, () => nextTask(theirs!, project!))
  try {
    if (!theirs || !project) return absentRow(measure, isImported ? milliseconds(median(await mine())) : 'no import_tasks yet')
    if (!isImported) return { measure, ours: 'no import_tasks yet', theirs: milliseconds(median((await their()).slice(1))) }
    const results = await inTurns(looks.rounds, { mine, their })
    return durationRow(measure, compare(results.mine, results.their), looks.most)
  } finally {
    await ours.close()
    await file.close()
  }
}

async function imported(connection: Connection): Promise<boolean> {
  if (!(await hasTool(connection, 'import_tasks'))) return false
  const files = [{ path: 'tasks.json', content: taskMasterText(masterTasks(looks.tasks)) }]
  const { created } = await callTool(connection, 'import_tasks', { files, format: 'taskmaster', approve: true })
  if (created < looks.tasks) throw new Error(`Only ${created} of ${looks.tasks} tasks were imported.`)
  return true
}
