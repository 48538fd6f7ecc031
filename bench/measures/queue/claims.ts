import { inTurns } from '../../lib/in-turns.ts'
import type { Connection } from '../../lib/protocol.ts'
import { queueFile } from '../../lib/queue-file.ts'
import { absentRow, backlog, backlogProject, howToInstall, titleOf } from '../../lib/queue-peers.ts'
import { comparedRow, type Row, type Section } from '../../lib/row.ts'
import { compare } from '../../lib/statistics.ts'
import { connectStdio } from '../../lib/stdio-client.ts'
import { callTool, closeAll, era } from '../../lib/tools.ts'

const tasks = 2_000
const contest = { servers: 8, rounds: 3, claimsEach: 40, createsEach: 4 }
const least = 20

/** Servers of their own on one file, all of which claim at once. */
export async function measureClaims(): Promise<Section> {
  const rows: Row[] = []
  for (const servers of [1, 8, 32]) rows.push(...(await emptied(servers)))
  return { title: 'Claims from one file, stdio servers behind a barrier', rows: [...rows, ...(await besideBacklog())], notes }
}

const notes = [
  `${tasks} tasks; every server has opened the file before the first claim. Twice: given to two; lost: given to nobody.`,
  `Claims a second beside creates a second: ${contest.rounds} rounds in turns, ${contest.servers} servers each; more is better, so the ratio should be large.`,
  'Claims by task_edit: all servers set themselves as assignee and the status of one task; a winner is who is told of success.',
  howToInstall,
]

async function emptied(servers: number): Promise<Row[]> {
  const file = queueFile()
  const ids = await file.tasks(await file.loop('Work'), tasks)
  const connections = await file.servers(servers)
  const started = performance.now()
  const claimed = (await Promise.all(connections.map(claimAll))).flat()
  const rate = (claimed.length * 1000) / (performance.now() - started)
  await closeAll(connections)
  await file.close()
  const different = new Set(claimed)
  const [twice, lost] = [claimed.length - different.size, ids.filter((id) => !different.has(id)).length]
  return [
    { measure: `${counted(servers)}, claims a second`, ours: perSecond(rate), theirs: '' },
    { measure: '  twice, lost', ours: `${twice}, ${lost}`, theirs: '', limit: { text: '0, 0', kept: twice === 0 && lost === 0 } },
  ]
}

async function claimAll(connection: Connection): Promise<string[]> {
  const claimed: string[] = []
  for (;;) {
    const { task } = await callTool(connection, 'claim_next_work')
    if (task === undefined) return claimed
    claimed.push(task.id)
  }
}

async function besideBacklog(): Promise<Row[]> {
  const title = titleOf(backlog, 'backlog')
  const names = [`${counted(contest.servers)}, claims / creates of ${title}`, `  of ${contest.servers} who claim one task, winners`]
  if (backlog === undefined) return names.map((name) => absentRow(name))
  const file = queueFile()
  const loopId = await file.loop('Work')
  await file.tasks(loopId, contest.servers * contest.claimsEach * contest.rounds)
  const { command } = backlogProject(backlog)
  const ours = await file.servers(contest.servers)
  const theirs = await Promise.all(ours.map(() => connectStdio(command, era)))
  const rows = [await rateRow(names[0]!, ours, theirs), await winnersRow(names[1]!, ours, theirs, (await file.tasks(loopId, 1))[0]!)]
  await closeAll([...ours, ...theirs])
  await file.close()
  return rows
}

async function rateRow(name: string, ours: Connection[], theirs: Connection[]): Promise<Row> {
  const { claimsEach, createsEach, rounds } = contest
  const results = await inTurns(rounds, {
    ours: async () => [await rateOf(ours, claimsEach, (connection) => callTool(connection, 'claim_next_work'))],
    theirs: async () => [await rateOf(theirs, createsEach, (connection) => callTool(connection, 'task_create', { title: 'Task' }))],
  })
  const row = comparedRow(name, compare(results.ours, results.theirs), { format: perSecond })
  return { ...row, limit: { text: `≥ ${least} ×`, kept: row.ratio! >= least } }
}

async function rateOf(connections: Connection[], each: number, work: (connection: Connection) => Promise<unknown>): Promise<number> {
  const started = performance.now()
  const worker = async (connection: Connection) => {
    for (let index = 0; index < each; index += 1) await work(connection)
  }
  await Promise.all(connections.map(worker))
  return (connections.length * each * 1000) / (performance.now() - started)
}

async function winnersRow(name: string, ours: Connection[], theirs: Connection[], task_id: string): Promise<Row> {
  const our = await winners(ours, () => ['claim_task', { task_id }])
  const their = await winners(theirs, (index) => ['task_edit', { id: '1', status: 'In Progress', assignee: [`@agent${index}`] }])
  return { measure: name, ours: String(our), theirs: String(their), limit: { text: '1', kept: our === 1 } }
}

async function winners(connections: Connection[], wordsOf: (index: number) => [tool: string, input: object]): Promise<number> {
  const outcomes = await Promise.allSettled(connections.map((connection, index) => callTool(connection, ...wordsOf(index))))
  return outcomes.filter(({ status }) => status === 'fulfilled').length
}

function counted(servers: number): string {
  return servers === 1 ? '1 server' : `${servers} servers`
}

function perSecond(rate: number): string {
  return `${rate.toFixed(rate < 10 ? 1 : 0)} /s`
}
