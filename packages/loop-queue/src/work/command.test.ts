import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type TestDatabase, testDatabases, testLoop } from 'loop-core/testing'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
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

describe.each(testDatabases())('the command work on $name', ({ create }) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await create()
  })
  afterEach(() => database.drop())

  /** A queue with one ready task, with the clock of this machine. */
  async function prepare(more: object = {}) {
    const loop = testLoop([loopQueue], { databaseUrl: database.url, clock: () => new Date() })
    onTestFinished(() => loop.close())
    const call = (name: string, input: object): Promise<Answer> => loop.call(name, input)
    const loop_id = (await call('create_loop', { name: 'First', ai_context: 'Be brief.' })).loop.id
    const task_id = (await call('create_task', { title: 'Do it', body: 'The body.', loop_id, status: 'approved', ...more })).task.id
    const look = async () => call('get_task', { task_id })
    const holds = () => vi.waitFor(async () => expect((await look()).task.status).toBe('in_progress'), { timeout: 20_000, interval: 50 })
    return { call, loop_id, task_id, look, holds }
  }

  const words = (...command: string[]) => ['work', '--lease', '5', '--', ...command]
  const environment = () => ({ DATABASE_URL: database.url, LOOP_LOG_LEVEL: 'silent' })

  it('completes the task of a command that succeeds, with its last words as summary', async () => {
    const { look } = await prepare()
    const { exitCode, stdout, stderr } = await runQueue(words('sh', '-c', 'echo "all $((1+1)) done"; echo aside >&2'), environment())
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: 'all 2 done\n', stderr: 'aside\n' })
    const { task, comments } = await look()
    expect(task.status).toBe('shipped')
    expect(comments[0].body).toContain('all 2 done')
  })

  it('releases the task of a command that fails as failed, and ends with its code', async () => {
    const { look } = await prepare()
    expect(await runQueue(words('false'), environment())).toMatchObject({ exitCode: 1 })
    const { task, comments } = await look()
    expect(task).toMatchObject({ status: 'approved', failures: 1 })
    expect(comments[0].body).toBe('The command ended with exit code 1.')
  })

  it('gives the task of a command that ends with 75 back without a failure', async () => {
    const { look } = await prepare()
    expect(await runQueue(words('sh', '-c', 'exit 75'), environment())).toMatchObject({ exitCode: 75 })
    expect((await look()).task).toMatchObject({ status: 'approved', failures: 0 })
  })

  it('gives the task back where the command is not there', async () => {
    const { look } = await prepare()
    expect(await runQueue(words('no-such-command'), environment())).toMatchObject({
      exitCode: 127,
      stderr: 'no-such-command could not be started: ENOENT.\n',
    })
    expect((await look()).task).toMatchObject({ status: 'approved', failures: 0 })
  })

  it('gives the command everything to read, and the lease in its environment but not in the comment', async () => {
    const { call, look, loop_id, task_id } = await prepare({ body: 'Print ``` three.' })
    await call('update_task', { task_id, priority: 'high' })
    const script = 'cat; echo "$LOOP_TASK_ID $LOOP_LOOP_ID $LOOP_LEASE_GENERATION"; echo "token $LOOP_LEASE_TOKEN [$LOOP_KEY]"'
    const { stdout } = await runQueue(words('sh', '-c', script), { ...environment(), LOOP_KEY: 'hidden' })
    expect(stdout).toContain('# About the loop "First"\n\nBe brief.')
    expect(stdout).toContain(`# Task ${task_id}: Do it\n\n\`\`\`\`\nPrint \`\`\` three.\n\`\`\`\`\n`)
    expect(stdout).toContain(`${task_id} ${loop_id} 1\n`)
    expect(stdout).toMatch(/token lq1\.1\.[\w-]{32} \[\]/)
    expect((await look()).comments[0].body).toContain('token (lease token)')
  })

  it('says why there is nothing to do, and that is no failure', async () => {
    const { exitCode, stdout, stderr } = await runQueue(words('true'), environment())
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' })
    expect(stderr).toContain('There is no active loop.')
  })

  it.each([[['true']], [['--lease', '1', '--', 'true']], [['--what', 'x', '--', 'true']], [['--']]])('refuses %j', async (wrong) => {
    const { exitCode, stderr } = await runQueue(['work', ...wrong], environment())
    expect(exitCode).toBe(2)
    expect(stderr).toContain('Usage: work')
  })

  it('renews the lease for as long as the command runs', async () => {
    const { look } = await prepare()
    expect(await runQueue(words('sleep', '7'), environment())).toMatchObject({ exitCode: 0 })
    expect((await look()).task).toMatchObject({ status: 'shipped', failures: 0 })
  })

  it('ends the command when somebody takes the task away, and records nothing of it', async () => {
    const { call, holds, look, task_id } = await prepare()
    const { ended } = startCommand(words('sh', '-c', 'trap "echo told; exit 0" TERM; sleep 60 & wait'), environment())
    await holds()
    await call('update_task', { task_id, status: 'on_hold', override: true })
    const { exitCode, stdout, stderr } = await ended
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: 'told\n' })
    expect(stderr).toContain('was lost')
    const { task, comments } = await look()
    expect([task.status, task.failures, comments]).toEqual(['on_hold', 0, []])
  })

  it('told to end, ends the command and gives the task back', async () => {
    const { holds, look } = await prepare()
    const { child, ended } = startCommand(words('sleep', '60'), environment())
    await holds()
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ exitCode: 143 })
    expect((await look()).task).toMatchObject({ status: 'approved', failures: 0 })
  })

  it('killed, leaves a task that is free again after the lease', async () => {
    const { call, holds, task_id } = await prepare()
    const { child } = startCommand(words('sleep', '6'), environment())
    await holds()
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await call('claim_next_work', {})).toMatchObject({ reason: 'claimed' })
    await sleep(5_500)
    expect(await call('claim_next_work', {})).toMatchObject({ task: { id: task_id, failures: 1 }, lease: { generation: 2 } })
  })

  it('works against another server as well', async () => {
    const { look } = await prepare()
    const port = String(await freePort())
    const server = startCommand(['--http', '--port', port], { ...environment(), LOOP_AUTH: 'none' })
    onTestFinished(async () => {
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

  it('goes on with --idle until it is told to end', async () => {
    const { call, loop_id, look } = await prepare()
    const { child, ended } = startCommand(['work', '--idle', '1', '--', 'true'], environment())
    await vi.waitFor(async () => expect((await look()).task.status).toBe('shipped'), { timeout: 20_000, interval: 50 })
    const { task } = await call('create_task', { title: 'Later', loop_id, status: 'approved' })
    const later = async () => expect((await call('get_task', { task_id: task.id })).task.status).toBe('shipped')
    await vi.waitFor(later, { timeout: 20_000, interval: 50 })
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ exitCode: 0 })
  })
})
