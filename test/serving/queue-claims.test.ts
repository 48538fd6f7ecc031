import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type AnyClient, byHand } from './clients.ts'
import { emptyHome, queueBin } from './started.ts'

// Servers of their own on one file, as when many agents have each started theirs.

let environment: Record<string, string>
let remove: () => Promise<void>
let clients: AnyClient[]

beforeEach(async () => {
  ;({ environment, remove } = await emptyHome())
  clients = []
})

afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()))
  await remove()
})

async function start(number: number): Promise<AnyClient[]> {
  const started = await Promise.all(Array.from({ length: number }, () => byHand({ bin: queueBin, environment })))
  clients.push(...started)
  return started
}

// biome-ignore lint/suspicious/noExplicitAny: the server has checked its answers against their schemas
type Answer = any

async function ask(client: AnyClient, name: string, input: object = {}): Promise<Answer> {
  const { structured, text, isError } = await client.callTool(name, input)
  if (isError) throw new Error(text)
  return structured
}

async function fill(client: AnyClient, number: number): Promise<string[]> {
  const { loop } = await ask(client, 'create_loop', { name: 'Work' })
  const ids: string[] = []
  for (let count = 0; count < number; count += 1)
    ids.push((await ask(client, 'create_task', { title: `Task ${count}`, status: 'approved', loop_id: loop.id })).task.id)
  return ids
}

/** Claims and completes until there is nothing more, and names what was claimed. */
async function empty(client: AnyClient): Promise<string[]> {
  const claimed: string[] = []
  for (;;) {
    const { task, lease } = await ask(client, 'claim_next_work')
    if (task === undefined) return claimed
    claimed.push(task.id)
    await ask(client, 'complete_task', { task_id: task.id, lease_token: lease.token })
  }
}

it.each([
  [1, 40],
  [8, 500],
  [32, 160],
])(
  '%i servers empty a queue of %i: each task is done once',
  async (servers, tasks) => {
    const all = await start(servers)
    const ids = await fill(all[0]!, tasks)
    const claimed = (await Promise.all(all.map(empty))).flat()
    expect(claimed.toSorted()).toEqual(ids.toSorted())
    const { tasks: counted } = await ask(all[0]!, 'get_queue_stats')
    expect(counted.by_status.shipped).toBe(tasks)
  },
  300_000,
)

it('32 servers claim one task: one has it, and the others are told who', async () => {
  const all = await start(32)
  const [task_id] = await fill(all[0]!, 1)
  const answers = await Promise.all(all.map((client, index) => client.callTool('claim_task', { task_id, worker: `server ${index}` })))
  const winner = answers.findIndex(({ isError }) => !isError)
  const others = answers.filter(({ isError }) => isError)
  expect(others).toHaveLength(31)
  for (const { text } of others) expect(text).toContain(`server ${winner}`)
}, 120_000)

it('a task whose holder was killed is claimed again after its lease, and the late worker can change nothing', async () => {
  const [holder, other] = (await start(2)) as [AnyClient, AnyClient]
  const [task_id] = await fill(other, 1)
  const { lease } = await ask(holder, 'claim_next_work', { lease_seconds: 5 })
  holder.kill!()
  expect(await ask(other, 'claim_next_work')).toMatchObject({ reason: 'claimed' })
  await sleep(Date.parse(lease.expires_at) - Date.now() + 1)
  const again = await ask(other, 'claim_next_work')
  expect(again).toMatchObject({ task: { id: task_id, failures: 1 }, lease: { generation: 2 } })
  const late = await other.callTool('complete_task', { task_id, lease_token: lease.token })
  expect(late).toMatchObject({ isError: true, text: expect.stringContaining('lease_lost') })
  expect(await ask(other, 'complete_task', { task_id, lease_token: again.lease.token })).toMatchObject({ task: { status: 'shipped' } })
}, 60_000)
