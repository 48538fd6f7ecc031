import { operation } from 'loop-core'
import { z } from 'zod'
import { endedTasks, isReadyNow, seen } from '../load.ts'
import { type Queue, viewQueue } from '../queue.ts'
import { countLoops } from '../storage/loops.ts'
import { countByKind, countLeases, countLoopsWithWork, countViews, oldestReady } from '../storage/stats.ts'
import { priorities, taskStatuses } from '../words.ts'

const count = z.int()

function countsOf<Key extends string>(keys: readonly Key[]) {
  return z.object(Object.fromEntries(keys.map((key) => [key, count])) as Record<Key, z.ZodInt>)
}

const Loops = countsOf(['total', 'active', 'on_hold', 'shipped', 'with_work_ready'])
const views = ['unassigned', 'ready', 'blocked', 'claimed', 'overdue', 'stale', 'dead', 'stranded'] as const

export const getQueueStats = operation({
  name: 'get_queue_stats',
  title: 'Queue statistics',
  summary: 'How many loops and tasks there are, by what is to be done about them. list_tasks with the view of the same name lists them.',
  kind: 'read',
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['GET /api/v1/queue/stats'],
  command: 'stats',
  toolsets: ['seed', 'standard'],
  input: z.object({}),
  output: z.object({
    loops: Loops,
    tasks: countsOf(['total', ...views]).extend({ by_status: countsOf(taskStatuses), by_priority: countsOf(priorities) }),
    leases: z.object({ live: count, next_expiry: z.string().optional() }),
    oldest_ready_seconds: count.optional(),
  }),
  advertised: z.object({ tasks: countsOf(['ready']) }),
  async run(_, context) {
    const queue = await viewQueue(context)
    const readyAgain = (await endedTasks(queue)).filter((task) => isReadyNow(task, queue.at)).map(({ id }) => id)
    const moment = { ...seen(queue), at: queue.at, maxAttempts: queue.workspace.max_attempts, readyAgain }
    const { live, next } = await countLeases(queue.db, moment)
    const oldest = await oldestReady(queue.db, moment)
    return {
      loops: { ...(await loopsOf(queue)), with_work_ready: await countLoopsWithWork(queue.db, moment) },
      tasks: { ...(await countViews(queue.db, moment)), ...totalsOf(await countByKind(queue.db, moment)) },
      leases: { live, ...(next && { next_expiry: next }) },
      ...(oldest && { oldest_ready_seconds: Math.floor((Date.parse(queue.at) - Date.parse(oldest)) / 1_000) }),
    }
  },
})

async function loopsOf(queue: Queue) {
  const loops = await countLoops(queue.db, seen(queue))
  return { ...loops, total: loops.active + loops.on_hold + loops.shipped }
}

function totalsOf(rows: Awaited<ReturnType<typeof countByKind>>) {
  const sumOf = (wanted: (row: (typeof rows)[number]) => boolean) => rows.filter(wanted).reduce((sum, row) => sum + row.count, 0)
  return {
    total: sumOf(() => true),
    by_status: Object.fromEntries(taskStatuses.map((status) => [status, sumOf((row) => row.status === status)])) as never,
    by_priority: Object.fromEntries(priorities.map((priority) => [priority, sumOf((row) => row.priority === priority)])) as never,
  }
}
