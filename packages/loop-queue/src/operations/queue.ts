import { operation } from 'loop-core'
import { z } from 'zod'
import { seen, withCounts } from '../load.ts'
import { viewQueue } from '../queue.ts'
import { activeLoops, countLoops } from '../storage/loops.ts'
import { advertisedLoop, LoopLine, loopLineOf } from '../views/loop.ts'

const shownLoops = 100

export const getLoopQueue = operation({
  name: 'get_loop_queue',
  title: 'Loop queue',
  summary: 'The active loops in the order in which they are worked on, with their task counts. get_next_work picks from them.',
  kind: 'read',
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['GET /api/v1/queue'],
  command: 'queue',
  toolsets: ['seed', 'standard'],
  input: z.object({}),
  output: z.object({ loops: z.array(LoopLine), total: z.int(), on_hold: z.int() }),
  advertised: z.object({ loops: z.array(advertisedLoop) }),
  async run(_, context) {
    const queue = await viewQueue(context)
    const loops = await withCounts(queue, await activeLoops(queue.db, seen(queue), shownLoops))
    const { active, on_hold } = await countLoops(queue.db, seen(queue))
    return { loops: loops.map((parts, index) => loopLineOf({ ...parts, position: index + 1 })), total: active, on_hold }
  },
})
