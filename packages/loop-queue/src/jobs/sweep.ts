import type { JobDefinition } from 'loop-core'
import { returnExpired } from '../changes/expire.ts'
import { notify } from '../inbox/notify.ts'
import { resumeMails } from '../mail/resume-mails.ts'
import { type AgentlessQueue, agentlessQueue } from '../queue.ts'
import { later } from '../rules/lease.ts'
import { dropOld, untoldStale } from '../storage/retention.ts'
import { listWorkspaces } from '../storage/workspaces.ts'

const day = 24 * 3_600
const expiredARun = 500

/** Writes down what time alone has changed, takes up mails again that were forgotten, and deletes what is kept no longer. Nothing depends on it: reads and claims judge by the clock. */
export const sweep: JobDefinition = {
  kind: 'write',
  schedule: '*/30 * * * * *',
  async run(_, context) {
    const at = context.now().toISOString()
    for (const workspace of await listWorkspaces(context.db)) {
      const queue = agentlessQueue(context, workspace)
      await returnExpired(queue, expiredARun)
      await tellOfStale(queue)
      await resumeMails(queue)
    }
    await dropOld(context.db, { requests: later(at, -day), read: later(at, -30 * day), mails: later(at, -90 * day) })
  },
}

/** A claim that has no end and whose holder is silent is worth a look, once. Note ids are kept for 30 days after the reading, so older claims are left out. */
async function tellOfStale(queue: AgentlessQueue): Promise<void> {
  const span = { after: later(queue.at, -29 * day), until: later(queue.at, -day) }
  for (const { note_id, id, title, loop_id, lease_holder, created_by } of await untoldStale(queue.db, queue.workspace.id, span)) {
    const text = `In progress for a day without a word of ${lease_holder}: ${title}`
    await notify(queue, [lease_holder, created_by], { event_id: note_id, kind: 'task.stale', text, task_id: id, loop_id })
  }
}
