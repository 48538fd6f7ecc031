import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { testDatabases, testLoop } from 'loop-core/testing'
import { describe, expect, it, type TestContext, vi } from 'vitest'
import { runQueue, startCommand } from '../fixtures/start-command.ts'
import { loopQueue } from '../index.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers whose shapes their own schemas have checked
type Answer = any

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const words = (...command: string[]) => ['work', '--lease', '5', '--', ...command]

it.each([[['true']], [['--lease', '1', '--', 'true']], [['--what', 'x', '--', 'true']], [['--']]])(
  'the command work refuses %j',
  async (wrong) => {
    const { exitCode, stderr } = await runQueue(['work', ...wrong], { DATABASE_URL: 'file:/dev/null/none.db' })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('Usage: work')
  },
)

// They wait for leases more than they compute, so they wait together.
describe.concurrent.each(testDatabases())('the command work on $name', ({ create }) => {
  /** An empty queue, with the clock of this machine. */
  async function empty({ onTestFinished }: TestContext) {
    const { url, drop } = await create([loopQueue])
    const loop = testLoop([loopQueue], { databaseUrl: url, clock: () => new Date() })
    onTestFinished(() => loop.close().then(drop))
    return { loop, environment: { DATABASE_URL: url, LOOP_LOG_LEVEL: 'silent' } }
  }

  /** A queue with one ready task. */
  async function prepare(test: TestContext, more: object = {}) {
    const { loop, environment } = await empty(test)
    const call = (name: string, input: object): Promise<Answer> => loop.call(name, input)
    const loop_id = (await call('create_loop', { name: 'First', ai_context: 'Be brief.' })).loop.id
    const task_id = (await call('create_task', { title: 'Do it', body: 'The body.', loop_id, status: 'approved', ...more })).task.id
    const look = async () => call('get_task', { task_id })
    const holds = () => vi.waitFor(async () => expect((await look()).task.status).toBe('in_progress'), { timeout: 20_000, interval: 50 })
    return { call, loop_id, task_id, look, holds, environment }
  }

  it('completes the task of a command that succeeds, with its last words as summary', async (test) => {
    const { look, environment } = await prepare(test)
    const { exitCode, stdout, stderr } = await runQueue(words('sh', '-c', 'echo "all $((1+1)) done"; echo aside >&2'), environment)
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: 'all 2 done\n', stderr: 'aside\n' })
    const { task, comments } = await look()
    expect(task.status).toBe('shipped')
    expect(comments[0].body).toContain('all 2 done')
  })

  it('releases the task of a command that fails as failed, and ends with its code', async (test) => {
    const { look, environment } = await prepare(test)
    expect(await runQueue(words('false'), environment)).toMatchObject({ exitCode: 1 })
    const { task, comments } = await look()
    expect(task).toMatchObject({ status: 'approved', failures: 1 })
    expect(comments[0].body).toBe('The command ended with exit code 1.')
  })

  it('gives the task of a command that ends with 75 back without a failure', async (test) => {
    const { look, environment } = await prepare(test)
    expect(await runQueue(words('sh', '-c', 'exit 75'), environment)).toMatchObject({ exitCode: 75 })
    expect((await look()).task).toMatchObject({ status: 'approved', failures: 0 })
  })

  it('gives the task back where the command is not there', async (test) => {
    const { look, environment } = await prepare(test)
    expect(await runQueue(words('no-such-command'), environment)).toMatchObject({
      exitCode: 127,
      stderr: 'no-such-command could not be started: ENOENT.\n',
    })
    expect((await look()).task).toMatchObject({ status: 'approved', failures: 0 })
  })

  it('gives the command everything to read, and the lease in its environment but not in the comment', async (test) => {
    const { call, look, loop_id, task_id, environment } = await prepare(test, { body: 'Print ``` three.' })
    await call('update_task', { task_id, priority: 'high' })
    const script = 'cat; echo "$LOOP_TASK_ID $LOOP_LOOP_ID $LOOP_LEASE_GENERATION"; echo "token $LOOP_LEASE_TOKEN [$LOOP_KEY]"'
    const { stdout } = await runQueue(words('sh', '-c', script), { ...environment, LOOP_KEY: 'hidden' })
    expect(stdout).toContain('# About the loop "First"\n\nBe brief.')
    expect(stdout).toContain(`# Task ${task_id}: Do it\n\n\`\`\`\`\nPrint \`\`\` three.\n\`\`\`\`\n`)
    expect(stdout).toContain(`${task_id} ${loop_id} 1\n`)
    expect(stdout).toMatch(/token lq1\.1\.[\w-]{32} \[\]/)
    expect((await look()).comments[0].body).toContain('token (lease token)')
  })

  it('says why there is nothing to do, and that is no failure', async (test) => {
    const { environment } = await empty(test)
    const { exitCode, stdout, stderr } = await runQueue(words('true'), environment)
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' })
    expect(stderr).toContain('There is no active loop.')
  })

  it('renews the lease for as long as the command runs', async (test) => {
    const { look, environment } = await prepare(test)
    expect(await runQueue(words('sleep', '7'), environment)).toMatchObject({ exitCode: 0 })
    expect((await look()).task).toMatchObject({ status: 'shipped', failures: 0 })
  })

  it('ends the command when somebody takes the task away, and records nothing of it', async (test) => {
    const { call, holds, look, task_id, environment } = await prepare(test)
    const { ended } = startCommand(words('sh', '-c', 'trap "echo told; exit 0" TERM; sleep 60 & wait'), environment)
    await holds()
    await call('update_task', { task_id, status: 'on_hold', override: true })
    const { exitCode, stdout, stderr } = await ended
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: 'told\n' })
    expect(stderr).toContain('was lost')
    const { task, comments } = await look()
    expect([task.status, task.failures, comments]).toEqual(['on_hold', 0, []])
  })

  it('told to end, ends the command and gives the task back', async (test) => {
    const { holds, look, environment } = await prepare(test)
    const { child, ended } = startCommand(words('sleep', '60'), environment)
    await holds()
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ exitCode: 143 })
    expect((await look()).task).toMatchObject({ status: 'approved', failures: 0 })
  })

  it('killed, leaves a task that is free again after the lease', async (test) => {
    const { call, holds, task_id, environment } = await prepare(test)
    const { child } = startCommand(words('sleep', '6'), environment)
    await holds()
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await call('claim_next_work', {})).toMatchObject({ reason: 'claimed' })
    await sleep(5_500)
    expect(await call('claim_next_work', {})).toMatchObject({ task: { id: task_id, failures: 1 }, lease: { generation: 2 } })
  })

  it('works against another server as well', async (test) => {
    const { look, environment } = await prepare(test)
    const port = String(await freePort())
    const server = startCommand(['--http', '--port', port], { ...environment, LOOP_AUTH: 'none' })
    test.onTestFinished(async () => {
      server.child.kill('SIGTERM')
      await server.ended
    })
    const LOOP_SERVER = `http://127.0.0.1:${port}`
    await vi.waitFor(() => fetch(`${LOOP_SERVER}/health`), { timeout: 20_000, interval: 100 })
    expect(await runQueue(words('sh', '-c', 'sleep 6; echo done'), { LOOP_SERVER, DATABASE_URL: 'file:/dev/null/none.db' })).toMatchObject({
      exitCode: 0,
      stdout: 'done\n',
    })
    expect((await look()).task).toMatchObject({ status: 'shipped', failures: 0 })
  })

  it('goes on with --idle until it is told to end', async (test) => {
    const { call, loop_id, look, environment } = await prepare(test)
    const { child, ended } = startCommand(['work', '--idle', '1', '--', 'true'], environment)
    await vi.waitFor(async () => expect((await look()).task.status).toBe('shipped'), { timeout: 20_000, interval: 50 })
    const { task } = await call('create_task', { title: 'Later', loop_id, status: 'approved' })
    const later = async () => expect((await call('get_task', { task_id: task.id })).task.status).toBe('shipped')
    await vi.waitFor(later, { timeout: 20_000, interval: 50 })
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ exitCode: 0 })
  })
})
