import { setTimeout as sleep } from 'node:timers/promises'
import { type Claim, openQueue } from './queue.ts'

// One agent: it takes what is ready, works on it for a moment, and says that it is done, until nothing is left.

const [file = '', name = ''] = process.argv.slice(2)
const queue = openQueue(file)

for (;;) {
  const { task, lease, reason } = (await queue.call('claim_next_work', { worker: name })) as Claim
  if (task === undefined && reason === 'none_approved') break
  if (task === undefined) {
    // Others hold what there is, or it waits for them.
    await sleep(20)
    continue
  }
  await sleep(10 + Math.random() * 20)
  await queue.call('complete_task', { task_id: task.id, lease_token: lease.token, summary: `Done by ${name}` })
  process.stdout.write(`${JSON.stringify({ task: task.title, owner: name })}\n`)
}
await queue.close()
