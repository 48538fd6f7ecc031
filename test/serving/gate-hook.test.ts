import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Driver from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { gitEnvironment } from '../../packages/loop-gate/src/fixtures/gated.ts'
import { newSdk } from './clients.ts'
import { emptyHome, gateBin, gateHook, learnBin, startHttp } from './started.ts'

let home: Awaited<ReturnType<typeof emptyHome>>
let folder: string

beforeAll(async () => {
  home = await emptyHome()
  folder = realpathSync(home.environment.HOME!)
})
afterAll(() => home.remove())

const policy = (run: string, on_stop = 'run') => `version: 1
mode: enforce
criteria:
  - { id: test, run: ${run}, on_stop: ${on_stop} }
`

/** A repository whose policy a person has accepted. */
async function gated(yaml: string, files: Record<string, string> = {}): Promise<string> {
  const root = realpathSync(mkdtempSync(join(folder, 'repository-')))
  for (const [path, content] of Object.entries({ 'a.txt': 'one\n', ...files })) writeFileSync(join(root, path), content)
  for (const words of [
    ['init', '-q'],
    ['add', '-A'],
    ['commit', '-qm', 'first'],
  ])
    execFileSync('git', words, { cwd: root, env: gitEnvironment() })
  mkdirSync(join(root, '.loop'))
  writeFileSync(join(root, '.loop/gate.yaml'), yaml)
  execFileSync(process.execPath, [gateBin, 'policy', 'accept', '--yes'], { cwd: root, env: home.environment, stdio: 'ignore' })
  return root
}

interface Started {
  words?: readonly string[]
  environment?: Record<string, string>
  program?: string
  /** Leaves stdin open. */
  open?: boolean
  /** What stands before the call of the program. */
  before?: readonly string[]
}

function start(input: string, { words = [], environment = {}, program = gateHook, open = false, before = [] }: Started = {}) {
  const [command, ...rest] = [...before, process.execPath, program, ...words]
  const child = spawn(command!, rest, { env: { ...home.environment, ...environment }, cwd: folder, stdio: 'pipe' })
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      said[name] += chunk
    })
  // One that reads no further closes the pipe.
  child.stdin.on('error', () => {})
  if (open) child.stdin.write(input)
  else child.stdin.end(input)
  const ended = once(child, 'close').then(([exitCode]) => ({ exitCode, ...said }))
  return { child, ended }
}

const hook = (input: string, started?: Started) => start(input, started).ended
const stopIn = (cwd: string, more: object = {}) =>
  JSON.stringify({ hook_event_name: 'Stop', session_id: 's', cwd, stop_hook_active: false, ...more })

it('takes its folder from the flag before a command', async () => {
  const root = await gated(policy('"true"'))
  const words = ['--workspace', root, '--format', 'json', 'policy', 'show']
  const told = execFileSync(process.execPath, [gateBin, ...words], { cwd: folder, env: home.environment, encoding: 'utf8' })
  expect(JSON.parse(told)).toMatchObject({ root, state: 'accepted' })
})

describe('the built stop hook', () => {
  it('lets a stop on trial go, as doctor says', () => {
    const told = execFileSync(process.execPath, [gateBin, 'doctor'], { cwd: folder, env: home.environment, encoding: 'utf8' })
    expect(told).toMatch(/^ok {4}stop {10}\S+loop-gate\/dist\/hook\.js answered a stop in \d+ ms\.$/m)
  })

  it.each([
    ['empty', '', {}, 'empty'],
    ['broken', '{"hook_event', {}, 'not_json'],
    ['a list', '[]', {}, 'not_an_object'],
    ['5 MiB', `{"x":"${'x'.repeat(5 * 1024 * 1024)}"}`, {}, 'too_large'],
    ['never closed', '{}', { open: true }, 'not_closed'],
  ])('52. answers {} to a stdin that is %s', async (_, input, more, problem) => {
    expect(await hook(input, more)).toEqual({ exitCode: 0, stdout: '{}\n', stderr: expect.stringContaining(problem) })
  })

  it('53. lets go where the database is garbage, cannot be written or is locked', async () => {
    const root = await gated(policy('["false"]', 'require'))
    const database = join(folder, 'broken.db')
    writeFileSync(database, 'this is no database, and long enough to be read as the header of one'.repeat(20))
    const locked = new Driver(join(folder, 'locked.db'))
    locked.exec('create table held (id text); begin exclusive')
    for (const path of [database, '/dev/null/none.db', locked.name])
      expect(await hook(stopIn(root), { words: ['--db', path] })).toEqual({
        exitCode: 0,
        stdout: '{}\n',
        stderr: expect.stringContaining('could not be judged'),
      })
    locked.close()
  })

  it('53. judges by what it can run where the driver is missing, and holds only the first stop of a turn', async () => {
    const root = await gated(policy('["false"]'))
    const alone = join(folder, 'alone')
    mkdirSync(alone)
    for (const name of ['hook.js', 'hook-judge-here.js']) cpSync(join(gateHook, '..', name), join(alone, name))
    writeFileSync(join(alone, 'package.json'), '{"type":"module"}')
    const program = join(alone, 'hook.js')
    const { stdout } = await hook(stopIn(root), { program })
    expect(JSON.parse(stdout)).toMatchObject({ decision: 'block', reason: expect.stringContaining('Check failed') })
    expect(await hook(stopIn(root, { stop_hook_active: true }), { program })).toMatchObject({ exitCode: 0, stdout: '{}\n' })
  })

  it('40. two processes for one stop count one block and give the same answer', async () => {
    const root = await gated(policy('[node, slow.mjs]'), { 'slow.mjs': 'setTimeout(() => process.exit(1), 300)\n' })
    const [one, other] = await Promise.all([hook(stopIn(root)), hook(stopIn(root))])
    expect(one.stdout).toContain('Block 1 of 3.')
    expect(other).toEqual(one)
    expect((await hook(stopIn(root, { stop_hook_active: true, last_assistant_message: 'Again.' }))).stdout).toContain('Block 2 of 3.')
  })

  it('54. killed while it runs a check, the next stop is answered', async () => {
    const root = await gated(policy('[node, check.mjs]'), {
      'check.mjs': `import { existsSync, writeFileSync } from 'node:fs'
if (!existsSync('.git/first')) { writeFileSync('.git/first', String(process.pid)); setTimeout(() => {}, 60_000) }
`,
    })
    const { child, ended } = start(stopIn(root))
    await vi.waitFor(() => expect(existsSync(join(root, '.git/first'))).toBe(true), { timeout: 20_000 })
    child.kill('SIGKILL')
    process.kill(Number(readFileSync(join(root, '.git/first'), 'utf8')), 'SIGKILL')
    await ended
    expect(await hook(stopIn(root))).toEqual({ exitCode: 0, stdout: '{}\n', stderr: '' })
  })

  it('told to end, answers and takes its check along', async () => {
    const root = await gated(policy('[node, check.mjs]'), {
      'check.mjs':
        "import { writeFileSync } from 'node:fs'\nwriteFileSync('.git/pid', String(process.pid)); setTimeout(() => {}, 60_000)\n",
    })
    const { child, ended } = start(stopIn(root))
    const pid = () => Number(readFileSync(join(root, '.git/pid'), 'utf8'))
    await vi.waitFor(() => expect(pid()).toBeGreaterThan(0), { timeout: 20_000 })
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ exitCode: 0, stdout: '{}\n' })
    await vi.waitFor(() => expect(() => process.kill(pid(), 0)).toThrow(), { timeout: 10_000 })
  })

  it('lets go without git, and tells the person once', async () => {
    const root = await gated(policy('["false"]'))
    const environment = { PATH: join(folder, 'empty') }
    expect((await hook(stopIn(root, { session_id: 'no-git' }), { environment })).stdout).toContain('systemMessage')
    expect((await hook(stopIn(root, { session_id: 'no-git', prompt_id: 'p2' }), { environment })).stdout).toBe('{}\n')
  })
})

describe('a database in which nothing can be written', () => {
  /** The rights of files say nothing to root, so it becomes somebody else. */
  const isRoot = process.getuid?.() === 0
  const asNobody = isRoot ? ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'] : []
  /** All that a program writes to files is cut off there, as where the disk is full; output goes through pipes. */
  const atMost = (blocks: number) => [...asNobody, 'sh', '-c', `ulimit -f ${blocks} && exec "$@"`, 'sh']

  it.each([
    ['whose file is read-only', [0o444, 0o755], asNobody],
    ['whose folder is read-only as well', [0o444, 0o555], asNobody],
    ['on a full disk', [0o644, 0o755], atMost(0)],
    ['on a disk that fills up in the middle', [0o644, 0o755], atMost(80)],
  ] as const)('%s holds nobody, and a run still ends as its command does', async (what, [ofFile, ofFolder], before) => {
    const root = await gated(policy('[sh, -c, "echo ran; exit 7"]', 'require'))
    const data = join(folder, what)
    cpSync(join(folder, '.loop/data'), data, { recursive: true })
    for (const path of [folder, root, data]) giveAway(path)
    for (const name of readdirSync(data)) chmodSync(join(data, name), ofFile)
    chmodSync(data, ofFolder)
    const environment = { LOOP_DB_PATH: join(data, 'loop.db'), LOOP_WORKSPACE: root }
    const stopped = await hook(stopIn(root), { environment, before })
    expect(stopped).toEqual({ exitCode: 0, stdout: '{}\n', stderr: expect.stringContaining('could not be judged') })
    for (const words of [
      ['run', 'test'],
      ['run', '--', 'sh', '-c', 'echo ran && exit 7'],
    ])
      expect(await hook('', { program: gateBin, words, environment, before })).toEqual({
        exitCode: 7,
        stdout: 'ran\n',
        stderr: expect.stringContaining('nothing was recorded'),
      })
  })

  function giveAway(path: string): void {
    if (!isRoot) return
    chownSync(path, 65_534, 65_534)
    for (const entry of readdirSync(path, { recursive: true })) chownSync(join(path, String(entry)), 65_534, 65_534)
  }
})

it('what it judges without a server reaches loop-learn from the next server that has it', async () => {
  const database = join(home.environment.LOOP_HOME!, 'data/loop.db')
  const rows = (statement: string) => {
    const file = new Driver(database, { readonly: true })
    try {
      return file.prepare(statement).all()
    } finally {
      file.close()
    }
  }
  const whileLearning = async (check: () => void) => {
    const client = await newSdk({ bin: learnBin, environment: home.environment })
    await client.callTool('loop_ping', {})
    await vi.waitFor(check, { timeout: 30_000, interval: 50 })
    await client.close()
  }
  await whileLearning(() => expect(rows(`select seq from core_subscriptions where subscriber = 'learn'`)).toHaveLength(1))
  const root = await gated(policy('["false"]', 'require'))
  expect(JSON.parse((await hook(stopIn(root, { session_id: 'heard' }))).stdout)).toMatchObject({ decision: 'block' })
  const heard = `select kind, topic, about from learn_observations where source = 'event'`
  expect(rows(heard)).toEqual([])
  await whileLearning(() => expect(rows(heard)).toEqual([{ kind: 'struggle', topic: 'stopped-early', about: 'implementer-local' }]))
})

describe('the other doors', () => {
  it('51. check_stop over MCP, POST …/hook and the command hook give byte-equal JSON to the program', async () => {
    const root = await gated(policy('["false"]', 'require'))
    const { stdout } = await hook(stopIn(root, { session_id: 'program' }))
    expect(JSON.parse(stdout)).toEqual({ decision: 'block', reason: expect.stringContaining('Block 1 of 3.') })
    const typed = await hook(stopIn(root, { session_id: 'command' }), { program: gateBin, words: ['hook'] })
    expect(typed).toEqual({ exitCode: 0, stdout, stderr: '' })
    const server = await startHttp(gateBin, home.environment)
    const headers = { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' }
    const body = stopIn(root, { session_id: 'http' })
    const answer = await fetch(`${server.url}/api/v1/gate/hook`, { method: 'POST', headers, body })
    expect(`${await answer.text()}\n`).toBe(stdout)
    await server.stop()
    const client = await newSdk({ bin: gateBin, environment: { ...home.environment, LOOP_TOOLS: 'all' } })
    const called = await client.callTool('check_stop', { hook_event_name: 'Stop', session_id: 'mcp', cwd: root })
    await client.close()
    expect(`${called.text}\n`).toBe(stdout)
  })
})

describe('what the hook loads', () => {
  /** Words of which each stands in the code of one library that must not be waited for. */
  const foreign = {
    zod: 'invalid_union',
    mcp: 'tools/list',
    hono: 'Context is not finalized',
    pino: 'pino',
    yaml: 'YAMLParseError',
    commander: 'commander.help',
  }
  const codeOf = (paths: readonly string[]) => paths.map((path) => readFileSync(path, 'utf8')).join('\n')
  const filesIn = (path: string) =>
    readdirSync(path)
      .filter((name) => name.endsWith('.js'))
      .map((name) => join(path, name))
  const found = (code: string) => Object.entries(foreign).flatMap(([name, word]) => (code.includes(word) ? [name] : []))

  /** The files of a program that a run of it loads. */
  async function loaded(cwd: string): Promise<string[]> {
    const coverage = mkdtempSync(join(folder, 'loaded-'))
    const { stderr } = await hook(stopIn(cwd, { session_id: coverage }), { environment: { NODE_V8_COVERAGE: coverage } })
    expect(stderr).toBe('')
    const reports = readdirSync(coverage).map((name) => JSON.parse(readFileSync(join(coverage, name), 'utf8')))
    const urls = reports.flatMap(({ result }) => result.map(({ url }: { url: string }) => url)).filter((url) => url.startsWith('file:'))
    return [...new Set(urls.map((url) => fileURLToPath(url)))]
  }

  it('would be noticed', () => {
    expect(found(codeOf([gateBin, ...filesIn(join(gateBin, '../bin'))]))).toEqual(Object.keys(foreign))
  })

  it('is little in a folder that nobody gates', async () => {
    const files = await loaded(folder)
    expect(found(codeOf(files))).toEqual([])
    expect(files.some((path) => path.includes('node_modules'))).toBe(false)
    expect(codeOf(files).length).toBeLessThan(60_000)
    console.log(`the hook loads ${files.length} files, ${codeOf(files).length} bytes, where nothing is gated`)
  })

  it('is no library of a server where a stop is judged', async () => {
    const files = await loaded(await gated(policy('["true"]')))
    expect(found(codeOf(files.filter((path) => !path.includes('node_modules'))))).toEqual([])
    expect(files.filter((path) => /node_modules/.test(path) && !/better-sqlite3|bindings|file-uri-to-path/.test(path))).toEqual([])
    console.log(`the hook loads ${files.length} files where a stop is judged`)
  })
})
