import { setTimeout } from 'node:timers/promises'
import type { Connection } from '../../lib/protocol.ts'
import { queueFile } from '../../lib/queue-file.ts'
import type { Section } from '../../lib/row.ts'
import { callTool } from '../../lib/tools.ts'

const holders = 3
const leaseSeconds = 5
const everyMilliseconds = 50
const most = 1_000

/** How long a task waits for a new worker once the lease of one that was killed has run out. */
export async function measureTakeover(): Promise<Section> {
  const waits = await Promise.all(Array.from({ length: holders }, takeover))
  const longest = Math.max(...waits)
  const limit = { text: `≤ ${most} ms`, kept: longest <= most }
  return {
    title: 'Takeover after kill -9 of the holder',
    rows: [{ measure: 'from the end of the lease to the next claim, longest', ours: `${Math.round(longest)} ms`, theirs: '', limit }],
    notes: [`${holders} holders with leases of ${leaseSeconds} s, killed at once; another server asks every ${everyMilliseconds} ms.`],
  }
}

async function takeover(): Promise<number> {
  const file = queueFile()
  const [id] = await file.tasks(await file.loop('Work'), 1)
  const [holder, heir] = [await file.server(), await file.server()]
  const { lease } = await callTool(holder, 'claim_next_work', { lease_seconds: leaseSeconds })
  process.kill(holder.pid, 'SIGKILL')
  const claimed = await claimWhenFree(heir)
  const waited = Date.now() - Date.parse(lease.expires_at)
  if (claimed !== id || waited < 0) throw new Error(`Claimed ${claimed} ${waited} ms after the end of the lease of ${id}.`)
  await heir.close()
  await file.close()
  return waited
}

async function claimWhenFree(server: Connection): Promise<string> {
  for (;;) {
    const { task } = await callTool(server, 'claim_next_work')
    if (task !== undefined) return task.id
    await setTimeout(everyMilliseconds)
  }
}
