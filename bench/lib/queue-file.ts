import { join } from 'node:path'
import { testLoop } from '../../packages/core/src/testing/loop.ts'
import { loopQueue } from '../../packages/loop-queue/src/index.ts'
import { insertEdges, recount } from '../../packages/loop-queue/src/storage/dependencies.ts'
import { insertTasks, loadTasks } from '../../packages/loop-queue/src/storage/tasks.ts'
import { emptyFolder, loop, queueBin } from './servers.ts'
import { connectStdio, type StdioConnection } from './stdio-client.ts'
import { type Answer, era } from './tools.ts'

/** One SQLite file with a queue, for this process and for servers of their own. */
export interface QueueFile {
  /** Calls a tool in this process. */
  call(name: string, input?: object): Promise<Answer>
  loop(name: string, more?: object): Promise<string>
  /** Adds approved tasks, behind those that are there. */
  tasks(loopId: string, count: number): Promise<string[]>
  /** Lets tasks wait for others. */
  wait(edges: readonly Wait[]): Promise<void>
  server(): Promise<StdioConnection>
  servers(count: number): Promise<StdioConnection[]>
  close(): Promise<void>
}

type Wait = readonly [taskId: string, dependsOnId: string]

export function queueFile(): QueueFile {
  const path = join(emptyFolder(), 'queue.db')
  const { application, call, close } = testLoop([loopQueue], { databaseUrl: `file:${path}`, clock: () => new Date() })
  const write = <T>(work: Parameters<typeof application.storage.transaction<T>>[2]) =>
    application.storage.transaction('local', 'write', work)
  const file: QueueFile = {
    call: call as QueueFile['call'],
    loop: async (name, more) => (await file.call('create_loop', { name, ...more })).loop.id,
    async tasks(loop_id, count) {
      const { task } = await file.call('create_task', { title: 'Task', status: 'approved', loop_id })
      const ids = [task.id, ...Array.from({ length: count - 1 }, () => application.newId(loopQueue))]
      await write(async (db) => {
        const [row] = await loadTasks(db, [task.id])
        const copies = ids.slice(1).map((id, index) => ({ ...row!, id, title: `Task ${index + 1}` }))
        await insertTasks(db, copies)
      })
      return ids
    },
    wait: (edges) => write((db) => addEdges(db, edges)),
    server: () => opened(path),
    servers: (count) => Promise.all(Array.from({ length: count }, () => opened(path))),
    close,
  }
  return file
}

/** Written past the tools, which would take minutes for what the larger queues need. */
async function addEdges(db: Parameters<typeof recount>[0], edges: readonly Wait[]): Promise<void> {
  const [first] = await loadTasks(db, [edges[0]![0]])
  const { workspace_id, created_at } = first!
  const same = { workspace_id, created_at, kind: 'blocks', origin: 'own', resolved_at: null } as const
  await insertEdges(
    db,
    edges.map(([task_id, depends_on_id]) => ({ ...same, task_id, depends_on_id })),
  )
  await recount(db, [...new Set(edges.map(([task_id]) => task_id))])
}

/** A server on the file that has answered once, so that it has opened it. */
async function opened(path: string): Promise<StdioConnection> {
  const connection = await connectStdio(loop(queueBin, { LOOP_DB_PATH: path, LOOP_TOOLS: 'all', LOOP_LOG_LEVEL: 'silent' }), era)
  await connection.request('tools/call', { name: 'get_next_work', arguments: {} })
  return connection
}
